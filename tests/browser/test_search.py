"""Learners find the right topic among the first three, whatever they call it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

SEARCHES = {
    "backprop": "backpropagation",
    "back propagation": "backpropagation",
    "vae": "variational-autoencoders",
    "svd": "singular-value-decomposition",
    "kl divergence": "information-theory",
    "cross entropy": "loss-functions",
    "lstm": "lstm-and-gru",
    "gru": "lstm-and-gru",
    "rnn": "recurrent-neural-networks",
    "cnn": "convolutional-neural-networks",
    "convnet": "convolutional-neural-networks",
    "gan": "generative-adversarial-networks",
    "why does my loss explode": "debugging-training",
    "loss is nan": "debugging-training",
    "exploding gradients": "vanishing-and-exploding-gradients",
    "adam": "optimizers",
    "sgd": "stochastic-gradient-descent",
    "learning rate schedule": "learning-rate-schedules",
    "batch norm": "batch-normalization",
    "layer norm": "batch-normalization",
    "relu": "activation-functions",
    "softmax": "activation-functions",
    "perceptron": "perceptron",
    "mlp": "multilayer-perceptrons",
    "chain rule": "derivatives-and-the-chain-rule",
    "jacobian": "jacobians-and-hessians",
    "eigenvectors": "eigendecomposition",
    "pca": "dimensionality-reduction",
    "bayes theorem": "conditional-probability-and-bayes",
    "gaussian distribution": "common-distributions",
    "overfitting": "overfitting-and-underfitting",
    "roc curve": "classification-metrics",
    "f1 score": "classification-metrics",
    "svm": "support-vector-machines",
    "word2vec": "word-embeddings",
    "bert": "pretrained-language-models",
    "self attention": "attention",
    "transformer": "transformers",
    "resnet": "residual-networks",
    "yolo": "object-detection",
    "unet": "image-segmentation",
    "dqn": "deep-q-networks",
    "reinforce": "policy-gradients",
    "quantization": "model-compression",
    "shap": "feature-attribution",
    "autograd": "automatic-differentiation",
    "xavier initialization": "weight-initialization",
    "whisper": "speech-recognition",
    "fine tuning": "transfer-learning",
    "stable diffusion": "diffusion-models",
}


@pytest.mark.parametrize(("words", "topic"), SEARCHES.items(), ids=SEARCHES)
def test_the_topic_is_among_the_first_three(page: Page, base: str, words: str, topic: str) -> None:
    """Typed into the search box of the home page, as a learner would."""
    page.goto(base)
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.type(words, delay=5)
    results = page.locator(".md-search-result__item > a")
    page.wait_for_function("document.querySelector('.md-search-result__meta')?.textContent.match(/[0-9]|No matching/)")
    page.wait_for_timeout(300)
    found = [results.nth(i).get_attribute("href") or "" for i in range(min(3, results.count()))]
    assert any(f"/topics/{topic}/" in href for href in found), found
