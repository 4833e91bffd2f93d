"""A page of each kind."""

KINDS = {
    "home": "",
    "stages": "roadmap/stages/",
    "stage": "roadmap/stages/mathematics/",
    "topic": "roadmap/topics/backpropagation/",
    "architecture": "roadmap/topics/transformers/",
    "paths": "roadmap/paths/",
    "document": "roadmap/paths/mathematics-document/",
    "role": "roadmap/paths/deep-learning-engineer/",
    "projects": "roadmap/projects/",
    "project": "roadmap/projects/mnist-digits/",
    "best-of": "roadmap/best-of/",
    "architectures": "roadmap/architectures/",
    "library": "roadmap/library/",
    "retired": "roadmap/retired/",
    "plan": "plan/",
    "progress": "progress/",
    "contribute": "contribute/",
    "how-it-works": "how-it-works/",
    "data": "data/",
    "not-found": "404.html",
}
