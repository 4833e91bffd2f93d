"""The search finds what a learner means, whatever they call it, by keyboard, and on a bad network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from waiting import come_true

from published import hosted

FIRST = {
    # what it is called, and what it is called as well
    "backprop": "topics/backpropagation",
    "back propagation": "topics/backpropagation",
    "vae": "topics/variational-autoencoders",
    "svd": "topics/singular-value-decomposition",
    "kl divergence": "topics/information-theory",
    "cross entropy": "topics/loss-functions",
    "lstm": "topics/lstm-and-gru",
    "gru": "topics/lstm-and-gru",
    "rnn": "topics/recurrent-neural-networks",
    "CNN": "topics/convolutional-neural-networks",
    "convnet": "topics/convolutional-neural-networks",
    "gan": "topics/generative-adversarial-networks",
    "why does my loss explode": "topics/debugging-training",
    "loss is nan": "topics/debugging-training",
    "exploding gradients": "topics/vanishing-and-exploding-gradients",
    "adam": "topics/optimizers",
    "sgd": "topics/stochastic-gradient-descent",
    "learning rate schedule": "topics/learning-rate-schedules",
    "batch norm": "topics/batch-normalization",
    "layer norm": "topics/batch-normalization",
    "relu": "topics/activation-functions",
    "softmax": "topics/activation-functions",
    "perceptron": "topics/perceptron",
    "mlp": "topics/multilayer-perceptrons",
    "chain rule": "topics/derivatives-and-the-chain-rule",
    "jacobian": "topics/jacobians-and-hessians",
    "eigenvectors": "topics/eigendecomposition",
    "pca": "topics/dimensionality-reduction",
    "bayes theorem": "topics/conditional-probability-and-bayes",
    "gaussian distribution": "topics/common-distributions",
    "overfitting": "topics/overfitting-and-underfitting",
    "roc curve": "topics/classification-metrics",
    "f1 score": "topics/classification-metrics",
    "svm": "topics/support-vector-machines",
    "word2vec": "topics/word-embeddings",
    "bert": "topics/pretrained-language-models",
    "self attention": "topics/attention",
    "transformer": "topics/transformers",
    "resnet": "topics/residual-networks",
    "yolo": "topics/object-detection",
    "unet": "topics/image-segmentation",
    "dqn": "topics/deep-q-networks",
    "reinforce": "topics/policy-gradients",
    "shap": "topics/feature-attribution",
    "autograd": "topics/automatic-differentiation",
    "xavier initialization": "topics/weight-initialization",
    "whisper": "topics/speech-recognition",
    "fine tuning": "topics/transfer-learning",
    # begun, in another form, in another order, in capitals, with signs
    "singular val": "topics/singular-value-decomposition",
    "convolutional neural network": "topics/convolutional-neural-networks",
    "LSTMs": "topics/lstm-and-gru",
    "schedule for the learning rate": "topics/learning-rate-schedules",
    "BACKPROPAGATION": "topics/backpropagation",
    "what is backpropagation?": "topics/backpropagation",
    "self-attention": "topics/attention",
    "bayes’ theorem": "topics/conditional-probability-and-bayes",
    # slips
    "bakcpropagation": "topics/backpropagation",
    "trasnformers": "topics/transformers",
    "perceptorn": "topics/perceptron",
    "varational autoencoder": "topics/variational-autoencoders",
    "normalisation of batches": "topics/batch-normalization",
    # accents, wide letters, marks that turn the direction
    "pérceptrón": "topics/perceptron",
    "ＬＳＴＭ": "topics/lstm-and-gru",
    "\u202elstm\u202c": "topics/lstm-and-gru",
    "\u200flstm": "topics/lstm-and-gru",
    # what is no topic
    "karpathy zero to hero": "#r-karpathy-zero-to-hero",
    "understanding lstm networks": "#r-colah-understanding-lstms",
    "deep learning engineer": "paths/deep-learning-engineer",
    "library": "library/",
    "review": "review/",
    "prices": "how-it-works/#prices",
}
AMONG = {
    "quantization": "topics/model-compression",
    "stable diffusion": "topics/diffusion-models",
    "andrej karpathy": "#r-karpathy",
    "numpy": "topics/numpy/",
    "local gradient": "topics/backpropagation",  # a concept
    "computational graph": "topics/backpropagation",
    "moons and circles": "projects/",
}
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>lstm",
    '"><svg/onload=alert(1)>',
    "__proto__ constructor toString",
    "\\ ( [ { * + ? ^ $ | . ] } )",
    "\u202e\u2066\u200f",
    "\ud83d\ude00 \ud83d",
    "a" * 10_000,
    "lstm " * 2_000,
]
FOUND = ".rm-search__result"


def search(page: Page, words: str) -> Locator:
    """Type into the search as a learner would; return the results, once all are there."""
    page.keyboard.press("Control+k")
    box = page.get_by_role("searchbox", name="Search")
    expect(box).to_be_focused()
    box.fill(words)
    expect(page.locator(".rm-search [role=status]")).to_have_text(
        re.compile(r"\d results?|Nothing was found|Only signs")
    )
    page.wait_for_load_state("networkidle")
    return page.locator(FOUND)


def addresses(results: Locator) -> list[str]:
    """Return where results lead, below the site."""
    hrefs: list[str] = results.evaluate_all("links => links.map((link) => link.pathname + link.hash)")
    return [href.removesuffix("/") if "#" not in href else href for href in hrefs]


@pytest.fixture(scope="module")
def shared(browser: Browser, base: str) -> Iterator[Page]:
    """One page for many queries: what was fetched is there, as for a learner who goes on typing."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(base)
    yield page
    context.close()


@pytest.mark.parametrize(("words", "wanted"), FIRST.items(), ids=FIRST)
def test_the_first_result_is_what_was_meant(shared: Page, words: str, wanted: str) -> None:
    """Of all that is found, in every group."""
    found = addresses(search(shared, words))
    assert wanted.removesuffix("/") in found[0], found[:5]


@pytest.mark.parametrize(("words", "wanted"), AMONG.items(), ids=AMONG)
def test_what_was_meant_is_among_the_first(shared: Page, words: str, wanted: str) -> None:
    """Where several things may be meant: among the first of a group."""
    found = addresses(search(shared, words))
    assert any(wanted.removesuffix("/") in one for one in found), found


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:12].encode("ascii", "replace").decode())
def test_hostile_text_is_text(shared: Page, words: str) -> None:
    """Nothing of it becomes markup, runs, or ends the search."""
    errors: list[str] = []
    shared.on("pageerror", lambda error: errors.append(str(error)))
    shared.on("dialog", lambda dialog: errors.append(dialog.message))
    search(shared, words)
    assert shared.locator(".rm-search :is(img, script, svg, iframe)").count() == 0
    assert errors == []
    assert addresses(search(shared, "lstm"))[0].endswith("topics/lstm-and-gru")


def test_titles_come_before_texts_are_there(page: Page, base: str) -> None:
    """The first results need the names alone; what the texts have comes below them."""
    held: list[Route] = []
    page.route(re.compile(r"search/(?:words|about)-\d+\.json"), lambda route: held.append(route))
    page.goto(base)
    page.keyboard.press("Control+k")
    page.keyboard.type("lstm")
    expect(page.locator(FOUND).first).to_contain_text("LSTM and GRU")
    expect(page.get_by_role("heading", name="Resources")).to_have_count(0)
    assert held
    late = re.compile(r"search/about-\d+\.json")
    page.route(late, lambda route: route.continue_())  # of two that fit, the newer one answers
    for route in held:
        route.continue_()
    expect(page.get_by_role("heading", name="Resources")).to_be_visible()
    expect(page.locator(FOUND).first).to_contain_text("LSTM and GRU")


def test_by_keyboard(page: Page, base: str) -> None:
    """Open, type, go through, follow, come back to the results, close; the focus is never lost."""
    page.goto(f"{base}roadmap/topics/backpropagation/")
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("searchbox", name="Search")
    expect(box).to_be_focused()
    box.fill("lstm")
    expect(page.locator(".rm-search [role=status]")).to_have_text(re.compile(r"\d+ results"))
    results = page.locator(FOUND)
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")  # a letter goes on with the word
    expect(box).to_have_value("lstmn")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Control+k")
    box.fill("lstm")
    page.keyboard.press("Enter")  # as soon as there is something to follow
    page.wait_for_url("**/topics/lstm-and-gru/")
    come_true(page, "CSS.highlights.has('rm-found')")
    page.go_back()
    expect(box).to_have_value("lstm")
    expect(results.first).to_contain_text("LSTM and GRU")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{base}roadmap/topics/backpropagation/")


def test_more_of_a_group(page: Page, base: str) -> None:
    """The rest of a group comes where it was asked for, and the focus is on the first of it."""
    page.goto(base)
    results = search(page, "gradient")
    before = results.count()
    more = page.get_by_role("button", name=re.compile(r"^\d+ more topics?$"))
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rm-search section").first.locator(FOUND).nth(5)).to_be_focused()
    assert results.count() > before


def test_nothing_found_leads_on(page: Page, base: str) -> None:
    """To what is spelt alike, to all names, and to the library with the same words."""
    page.goto(base)
    search(page, "xqzzyw plumbing")
    expect(page.locator(".rm-search [role=status]")).to_have_text("Nothing was found.")
    page.get_by_role("link", name="The same words in the library").click()
    expect(page.get_by_label("Words")).to_have_value("xqzzyw plumbing", timeout=15_000)


def test_an_address_can_hold_a_search(page: Page, base: str) -> None:
    """`?q=` on any page."""
    page.goto(f"{base}roadmap/map/?q=vae")
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("vae")
    expect(page.locator(FOUND).first).to_contain_text("Variational autoencoders")


def test_a_slip_is_told(page: Page, base: str) -> None:
    """What was found is for another word than was typed."""
    page.goto(base)
    search(page, "bakcpropagation")
    expect(page.locator(".rm-search [role=status]")).to_contain_text(
        "Nothing has “bakcpropagation”; this is for “backpropagation”."
    )


def test_trouble_is_told_and_mended(page: Page, context: BrowserContext, base: str) -> None:
    """What does not come is said, at every step, and asked for again."""
    page.goto(base, wait_until="networkidle")
    context.set_offline(True)
    page.keyboard.press("Control+k")
    status = page.locator(".rm-search [role=status]")
    expect(status).to_contain_text("There is no network")
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    search(page, "lstm")
    page.route(re.compile(r"search/words-\d+\.json"), lambda route: route.abort())
    search(page, "karpathy")
    expect(status).to_contain_text("texts cannot be searched")
    page.unroute_all()
    assert any("#r-" in one for one in addresses(search(page, "karpathy ")))


def test_parts_of_another_build_are_not_joined(page: Page, base: str) -> None:
    """While a site is published anew, names and texts may be of two builds; then the names alone count."""
    other = '{"version":"other","words":{"lstm":[15]},"about":[]}'
    page.route(re.compile(r"search/words-\d+\.json"), lambda route: route.fulfill(body=other))
    page.goto(base)
    found = addresses(search(page, "lstm"))
    assert found and all("#r-" not in one for one in found)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_is_accessible(page: Page, base: str, width: int, scheme: str) -> None:
    """With results, with none, and in forced colours; nothing goes beyond the page's width."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(base)
    for words in ("lstm", "xqzzyw"):
        search(page, words)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        sizes = page.locator(".rm-search").evaluate("one => [one.scrollWidth, one.clientWidth, innerWidth]")
        assert sizes[0] <= sizes[1] <= sizes[2]
    page.emulate_media(forced_colors="active")
    mark = search(page, "lstm").locator("mark").first.evaluate("one => getComputedStyle(one).color")
    assert mark != page.locator(".rm-search").evaluate("one => getComputedStyle(one).backgroundColor")
    page.keyboard.press("ArrowDown")
    outline = "link => getComputedStyle(link).outlineStyle"
    assert page.locator(".rm-search a").first.evaluate(outline) != "none"


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True, ids=["no-js"])
def test_without_scripts_it_leads_to_all_names(page: Page, base: str) -> None:
    """From any page, to a page on which the browser's own search finds every name."""
    page.goto(f"{base}roadmap/topics/backpropagation/")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A to Z")
    page.get_by_role("listitem").filter(has_text=re.compile("^backprop: Backpropagation$")).get_by_role("link").click()
    page.wait_for_url("**/topics/backpropagation/")


def test_a_query_fetches_little(page: Page, built: Path) -> None:
    """Bytes on the wire: the names, which are for all queries, and the parts for one word."""
    with hosted(built) as (url, sent):
        page.goto(url, wait_until="networkidle")
        assert not any("roadmap/search/" in path for path, _ in sent)
        search(page, "perceptron")
    sizes = {path: size for path, size in sent if "roadmap/search/" in path}
    assert sizes["roadmap/search/names.json"] < 20_000
    assert sum(sizes.values()) < 75_000, sizes
    scripts = [size for path, size in sent if "javascripts/search" in path]
    assert len(scripts) == 4
    assert sum(scripts) < 12_000
