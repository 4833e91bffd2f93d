"""Cases: pages that answer 200 and are not there, pages that only look like it, parked domains, fragments, hosts."""

from __future__ import annotations

from typing import Final

from link_case import HTML, Case, case, page, plain, prose, to, zipped
from link_server import Asked, Reply

HOME: Final = page("Deep Learning Institute", prose("courses, people and news"))
SHELL: Final = Reply(
    "200 OK", (HTML,),
    b"<!doctype html><html><head><title>Playground</title><script src=/app.js></script></head><body><div id=root></div></body></html>",
)  # fmt: skip
README: Final = (
    '<article><h2 id="user-content-install">Install</h2><a id="user-content-über-uns" href="#über-uns"></a>'
    + prose("a tool")
    + "</article>"
)
SECTIONS: Final = page(
    "Chapter 2",
    "<h2 id=backprop>Backprop</h2><a name=old-style></a><h2 id='the%20end'>x</h2><h2 id='größe'>y</h2><h2 id='a b'>z</h2>"
    "<h2 id='Case'>c</h2><p id='1.2'>d</p>" + prose("chapter two"),
)


def _not_there(name: str, title: str, text: str, why: str, path: str = "/lessons/3", **rest: object) -> Case:
    return case(name, "soft_404", why, path, page(title, text), **rest)  # type: ignore[arg-type]  # fields' own types


def _article(name: str, title: str, path: str, why: str = "an article that is called so", **rest: object) -> Case:
    return case(name, "ok", why, path, page(title), **rest)  # type: ignore[arg-type]  # fields' own types


def _any_name(asked: Asked) -> Reply:
    """Answer as sites do whose pages are found by number, whatever words follow, without a redirect."""
    if asked.path.startswith("/p/4711-"):
        return page("Pooling by hand", head='<link rel=canonical href="/p/4711-pooling-by-hand">')
    return page("Not found", "<p>No such post.", status="404 Not Found")


def _any_query(asked: Asked) -> Reply:
    """Answer as old forums do: one script, and the query counts."""
    if asked.target == "/viewtopic.php?t=12":
        return page("Initialization of weights - Forum")
    return page("Information - Forum", "<p>The requested topic does not exist.")


SOFT: Final[tuple[Case, ...]] = (
    _not_there("soft-title", "Page not found", "<p>Sorry about that.", "it says so in its title"),
    _not_there("soft-404", "404", "<p>Hm.", "a number for a title"),
    _not_there("soft-title-site", "404 - Not Found | Institute", "<p>Let us help you.", "and names the site"),
    _not_there("soft-site-title", "Institute – Page Not Found", "<p>Let us help you.", "the site first"),
    _not_there(
        "soft-menu",
        "Page not found - Institute",
        "<p>Popular: </p>" + prose("popular posts", 22),
        "with much beside it",
    ),
    case(
        "soft-heading",
        "soft_404",
        "only the heading says so",
        "/lessons/3",
        page("Institute", "<p>Try the menu.", h1="We can’t find the page you’re looking for"),
    ),
    case(
        "soft-text",
        "soft_404",
        "only the text says so",
        "/lessons/3",
        page("Institute", "<p>The page you requested could not be found. It may have been removed.", h1="Oops!"),
    ),
    _not_there("soft-course", "Institute", "<p>This course is no longer available.", "a course that was retired"),
    _not_there("soft-video", "Media", "<p>This video isn't available anymore", "a video that was taken down"),
    _not_there(
        "soft-drive", "Files", "<p>Sorry, the file you have requested does not exist.", "a shared file that is gone"
    ),
    _not_there("soft-deleted", "Notes", "<p>This notebook has been deleted by its owner.", "its owner deleted it"),
    _not_there("soft-german", "Seite nicht gefunden – Institut", "<p>Leider.", "German"),
    _not_there("soft-french", "Page introuvable", "<p>Désolé.", "French"),
    _not_there("soft-spanish", "Página no encontrada", "<p>Lo sentimos.", "Spanish"),
    _not_there("soft-portuguese", "Página não encontrada", "<p>Desculpe.", "Portuguese"),
    _not_there("soft-italian", "Pagina non trovata", "<p>Spiacenti.", "Italian"),
    _not_there("soft-dutch", "Pagina niet gevonden", "<p>Helaas.", "Dutch"),
    _not_there("soft-polish", "Nie znaleziono strony", "<p>Przepraszamy.", "Polish"),
    _not_there("soft-turkish", "Sayfa bulunamadı", "<p>Üzgünüz.", "Turkish"),
    _not_there("soft-russian", "Страница не найдена", "<p>Увы.", "Russian"),
    _not_there("soft-ukrainian", "Сторінку не знайдено", "<p>На жаль.", "Ukrainian"),
    _not_there("soft-czech", "Stránka nenalezena", "<p>Lituj.", "Czech"),
    _not_there("soft-chinese", "页面不存在", "<p>您访问的页面不存在", "Chinese"),
    _not_there("soft-taiwan", "找不到網頁", "<p>抱歉", "Chinese, in traditional characters"),
    _not_there("soft-japanese", "ページが見つかりません", "<p>お探しのページは見つかりませんでした", "Japanese"),
    _not_there("soft-korean", "페이지를 찾을 수 없습니다", "<p>죄송합니다", "Korean"),
    _not_there("soft-arabic", "الصفحة غير موجودة", "<p>عذرا", "Arabic"),
    case(
        "soft-json",
        "soft_404",
        "an interface that says so in JSON",
        "/api/lessons/3",
        plain('{"error": "not found"}', "application/json"),
    ),
    case(
        "soft-json-detail",
        "soft_404",
        "the same in other words",
        "/api/lessons/3",
        plain('{"status": 404, "detail": "Not found."}', "application/json"),
    ),
    case("soft-plain", "soft_404", "plain text", "/raw/lesson.md", plain("404: Not Found")),
    case("soft-plain-file", "soft_404", "plain text", "/raw/lesson.md", plain("File not found.\n")),
    case(
        "soft-xml",
        "soft_404",
        "a bucket that says so with a 200",
        "/lesson.pdf",
        plain(
            "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
            "application/xml",
        ),
    ),
    case(
        "soft-pdf",
        "soft_404",
        "a page that says so in place of a PDF",
        "/papers/pooling.pdf",
        page("Page not found", "<p>Sorry."),
    ),
    case("soft-pdf-home", "soft_404", "the home page in place of any PDF", "/papers/pooling.pdf", otherwise=HOME),
    case("soft-catch-all", "soft_404", "the home page for whatever one asks", "/lessons/pooling", otherwise=HOME),
    case(
        "soft-catch-all-titled",
        "soft_404",
        "the same, and its title is not ours",
        "/lessons/pooling",
        otherwise=HOME,
        expected="Pooling by hand",
    ),
    case(
        "soft-catch-all-canonical",
        "soft_404",
        "the same, and it calls itself the home page",
        "/lessons/pooling",
        otherwise=page("Institute", head='<link rel=canonical href="/">'),
    ),
    case(
        "soft-cute",
        "soft_404",
        "jokes in place of words, for whatever one asks",
        "/lessons/pooling",
        otherwise=page(
            "Lost in space",
            "<p>Houston, this is awkward. The astronaut who was to show you around has floated away."
            " Take the shuttle back to the start.",
        ),
    ),
    case("soft-forum", "soft_404", "a forum's thread that is gone", "/viewtopic.php?t=99", otherwise=_any_query),
    case("soft-gzip", "soft_404", "it says so, compressed", "/lessons/3", zipped(page("Page not found", "<p>Sorry."))),
    case("empty", "soft_404", "nothing at all", "/lessons/3", Reply("200 OK", (HTML,))),
    case("empty-space", "soft_404", "nothing but space", "/lessons/3", plain(b" \r\n\t ", "text/html")),
    case(
        "empty-html",
        "soft_404",
        "a page with nothing on it",
        "/lessons/3",
        plain("<html><head></head><body></body></html>", "text/html"),
    ),
    case("empty-pdf", "soft_404", "a PDF of no bytes", "/paper.pdf", plain(b"", "application/pdf")),
    case(
        "default-nginx",
        "soft_404",
        "a machine that was set up anew",
        "http://default-nginx.test/",
        page(
            "Welcome to nginx!", "<p>If you see this page, the nginx web server is successfully installed and working."
        ),
    ),
)

INNOCENT: Final[tuple[Case, ...]] = (
    _article("about-404", "How to design a good 404 page", "/blog/good-404-page"),
    _article(
        "about-404-hidden",
        "404 pages that delight: twenty examples",
        "/blog/delight",
        expected="404 pages that delight",
    ),
    _article("about-404-unknown", "404 pages that delight: twenty examples", "/blog/delight"),
    _article("http-404", "HTTP 404 - Encyclopedia", "/wiki/HTTP_404"),
    _article("missing-data", "Missing data", "/chapters/7"),
    _article("missing-values", "Missing values and how to impute them", "/chapters/8"),
    _article("missing-semester", "The Missing Semester of Your Education", "http://missing-semester.test/"),
    _article("file-not-found-error", "File not found errors in Python, and what to do", "/python/errors"),
    _article("not-found-essay", "Not found: the search for dark matter", "/essays/dark-matter"),
    _article("gone-essay", "Gone with the gradient", "/essays/vanishing"),
    _article("page-replacement", "Page replacement algorithms", "/os/paging"),
    _article("content-missing", "When content is missing: cold start in recommenders", "/recsys/cold-start"),
    case(
        "short",
        "ok",
        "a short page is a page",
        "/~ada",
        plain("<title>Ada</title><h1>Ada</h1><p>I teach.", "text/html"),
    ),
    case("very-short", "ok", "so is a very short one", "/hello", plain("<p>hello", "text/html")),
    case(
        "no-title",
        "ok",
        "an old page without a title",
        "/old",
        plain("<html><body>" + prose("old times") + "</body></html>", "text/html"),
    ),
    case(
        "short-error-word",
        "ok",
        "a short post with the words in it",
        "/posts/tip",
        page(
            "A tip for data loaders",
            "<p>If your loader stops with “file not found”, look at its working directory first.",
        ),
    ),
    case(
        "retired-word",
        "ok",
        "a short note on something else that was retired",
        "/people/ada",
        page(
            "Ada Example",
            "<p>Ada has retired. Her old course site is no longer available, but the book is: read it here.",
        ),
    ),
    case(
        "frames",
        "ok",
        "an old page in frames",
        "/book/",
        plain(
            "<html><head><title>Book</title></head><frameset cols='20%,*'><frame src=toc.html><frame src=ch1.html></frameset></html>",
            "text/html",
        ),
    ),
    case(
        "picture",
        "ok",
        "a page that is a picture",
        "/map",
        plain("<html><body><img src=map.png></body></html>", "text/html"),
    ),
    case(
        "embedded",
        "ok",
        "a page that shows a PDF",
        "/slides",
        plain(
            "<html><head><title>Slides</title></head><body><embed src=s.pdf type=application/pdf></body></html>",
            "text/html",
        ),
    ),
    case("app", "ok", "scripts make the page, and its HTML is the same everywhere", "/draw", otherwise=SHELL),
    case(
        "app-titled",
        "ok",
        "the same, and its title is not ours yet",
        "/draw",
        otherwise=SHELL,
        expected="Draw a network",
    ),
    case(
        "app-noscript",
        "ok",
        "the same, with a word for those without scripts",
        "/draw",
        otherwise=page(
            "Playground",
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=/a.js></script>",
            h1="",
        ),
    ),
    case(
        "app-text",
        "ok|soft_404",
        "an app with a real page and the same text around it everywhere",
        "/draw",
        otherwise=page("Playground", "<p>Loading, please wait.</p><script src=/a.js></script>", h1="Playground"),
    ),
    case(
        "json-data",
        "ok",
        "data with the word in it",
        "/data.json",
        plain('{"error": null, "found": 3, "items": ["a", "b", "not found in v1"]}', "application/json"),
    ),
    case(
        "json-number",
        "ok",
        "a number, and no status",
        "/metrics.json",
        plain('{"error": 0.404, "loss": 1.2}', "application/json"),
    ),
    case(
        "notebook",
        "ok",
        "a notebook with an error in its output",
        "/n.ipynb",
        plain(
            '{"cells": [{"outputs": [{"ename": "FileNotFoundError", "evalue": "not found", "output_type": "error"}]}], "nbformat": 4}',
            "application/json",
        ),
    ),
    case(
        "text-readme",
        "ok",
        "a text that explains",
        "/README",
        plain("# Tool\n\nIt answers `404: Not Found` for unknown names.\n" * 3),
    ),
    case("text-tiny", "ok", "a tiny text", "/version", plain("2.7.1\n")),
    case("any-name", "ok", "the number counts and any words do", "/p/4711-pooling", otherwise=_any_name),
    case("any-name-other", "ok", "even words that have nothing to do with it", "/p/4711-xyz", otherwise=_any_name),
    case("forum", "ok", "a forum's thread", "/viewtopic.php?t=12", otherwise=_any_query),
    case(
        "mirror",
        "ok",
        "any unknown page leads to this one, which is the right one",
        "/index-of-lessons",
        {"/index-of-lessons": page("All lessons")},
        otherwise=to("/index-of-lessons", 302),
    ),
    case(
        "one-page", "ok", "the site's home page, for a link to its home page", "http://one-page.test/", otherwise=HOME
    ),
    case(
        "template",
        "ok",
        "pages that are much alike, and not the same",
        "/papers/1",
        {
            "/papers/1": page(
                "Paper 1 - Archive",
                "<p>Ada. Pooling. 2019. <a href=1.pdf>PDF</a> Archive of papers, kept by the library.",
            )
        },
        otherwise=page(
            "Archive", "<p>Archive of papers, kept by the library. Choose a year, or an author, on the left."
        ),
    ),
    case(
        "title-strange",
        "ok",
        "there, and not one word of its title is ours: somebody should look",
        "/cnn",
        page("Best casino bonus"),
        expected="Convolutional networks",
        warns=True,
    ),
    case(
        "title-fits",
        "ok",
        "there, and its title is ours with the site's name",
        "/cnn",
        page("Convolutional Networks (CNNs) | Institute"),
        expected="Convolutional networks",
        warns=False,
    ),
)

PARKED: Final[tuple[Case, ...]] = (
    case(
        "parked-sedo",
        "soft_404",
        "parked",
        "http://parked-sedo.test/",
        otherwise=page(
            "parked-sedo.test",
            "<p>This domain is for sale. Related searches: loans, insurance<script src='https://img.sedoparking.com/x.js'></script>",
        ),
    ),
    case(
        "parked-deep",
        "soft_404",
        "parked, whatever one asks",
        "/lessons/pooling",
        otherwise=page("parked-deep.test", "<p>Buy this domain. The owner of this page offers it for sale."),
    ),
    case(
        "parked-lander",
        "soft_404",
        "parked, by a script",
        "/lessons/pooling",
        otherwise=plain(
            '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>',
            "text/html",
        ),
    ),
    case(
        "parked-seller",
        "soft_404",
        "leads to the seller",
        "/lessons/pooling",
        otherwise=to("http://www.hugedomains.com/domain_profile.cfm?d=parked-seller.test", 302),
        more={
            "www.hugedomains.com": page(
                "parked-seller.test is for sale", "<p>Buy now for $2,895, or make an offer. HugeDomains.com"
            )
        },
    ),
    case(
        "parked-expired",
        "soft_404",
        "expired",
        "/",
        page("Expired", "<p>This domain has expired. If you owned it, renew it now."),
    ),
    case(
        "parked-suspended",
        "soft_404",
        "its account was suspended",
        "/lessons/3",
        {
            "/cgi-sys/suspendedpage.cgi": page(
                "Account Suspended", "<p>This Account has been suspended. Contact your hosting provider."
            )
        },
        otherwise=to("/cgi-sys/suspendedpage.cgi", 302),
    ),
    case(
        "parked-coming",
        "soft_404",
        "a host's empty shelf",
        "/",
        page("Site", "<p>Future home of something quite cool."),
    ),
    case(
        "parked-chinese",
        "soft_404|ok",
        "a domain for sale, in Chinese",
        "/",
        page("域名出售", "<p>该域名正在出售 您可以联系购买"),
    ),
    case(
        "domain-article",
        "ok",
        "an article on domains",
        "/posts/domains",
        page(
            "What happens when a domain expires",
            "<p>When the domain has expired, the registrar parks it. Then a page says that it is for sale."
            + prose("domains", 22),
        ),
    ),
    case(
        "domain-short",
        "ok",
        "a short post on a domain of the author's",
        "/posts/my-domain",
        page(
            "I nearly lost my site",
            "<p>Last week my domain had expired and I did not notice. Set up automatic renewal. " + prose("renewal", 6),
        ),
        expected="I nearly lost my site",
    ),
    case(
        "domain-adaptation",
        "ok",
        "the other kind of domain",
        "/posts/adaptation",
        page(
            "Domain adaptation",
            "<p>The source domain is labeled; the target domain is available for training only without labels.",
        ),
    ),
    case(
        "suspended-word",
        "ok",
        "a short biography with the word",
        "/people/bob",
        page("Bob", "<p>I left the network after my account was suspended. I write about suspended particles."),
    ),
)


def _part(
    name: str, verdict: str, why: str, fragment: str, reply: Reply = SECTIONS, path: str = "/chapter-2", **rest: object
) -> Case:
    return case(name, verdict, why, f"{path}#{fragment}", reply, **rest)  # type: ignore[arg-type]  # fields' own types


PARTS: Final[tuple[Case, ...]] = (
    _part("part-id", "ok", "an id", "backprop"),
    _part("part-name", "ok", "an old name", "old-style"),
    _part("part-missing", "anchor", "the page is there, the part is not", "pooling"),
    _part("part-encoded", "ok", "percent-encoded", "gr%C3%B6%C3%9Fe"),
    _part("part-unicode", "ok", "beyond ASCII", "größe"),
    _part("part-encoded-id", "ok", "the id itself is percent-encoded", "the%20end"),
    _part("part-space", "ok", "an id with a space", "a%20b"),
    _part("part-case", "anchor", "capitals count", "case"),
    _part("part-dot", "ok", "an id that begins with a number", "1.2"),
    _part("part-empty", "ok", "nothing after the #", ""),
    _part("part-top", "ok", "every page has a top", "top"),
    _part("part-top-case", "ok", "in capitals, too", "TOP"),
    _part("part-text", "ok", "a piece of text is no part that could be missing", ":~:text=gradients%20flow"),
    _part("part-both", "ok", "an id and a piece of text", "backprop:~:text=gradients"),
    _part("part-both-missing", "anchor", "the id is missing", "pooling:~:text=gradients"),
    _part("part-route", "ok", "a route within the page", "/lessons/3"),
    _part("part-bang", "ok", "an older kind of route", "!/lessons/3"),
    _part("part-scripted", "ok", "scripts make the page", "settings", SHELL),
    _part(
        "part-moved",
        "anchor|moved",
        "the page moved, and its part is missing there",
        "pooling",
        to("/chapter-2-new"),
        otherwise=SECTIONS,
    ),
    _part("part-pdf", "ok", "a page of a PDF", "page=3", plain(b"%PDF-1.7\n...", "application/pdf"), "/book.pdf"),
    _part(
        "part-pdf-name",
        "ok",
        "a place in a PDF that has a name",
        "chapter.2",
        plain(b"%PDF-1.7\n...", "application/pdf"),
        "/book.pdf",
    ),
    _part("part-text-file", "ok|anchor", "a line in a text file", "L10", plain("one\ntwo\n" * 30), "/code.txt"),
    _part(
        "part-late",
        "ok",
        "far down in a long page",
        "end",
        page("Long", "<p>x</p>" + "<p>filler for a long page of many words</p>" * 30_000 + "<h2 id=end>End</h2>"),
    ),
    _part("part-gzip", "ok", "compressed", "backprop", zipped(SECTIONS)),
    _part(
        "part-unquoted",
        "ok",
        "old HTML",
        "old",
        plain("<HTML><BODY><A NAME=old><H1>x</A>" + prose("old") + "<P>", "text/html"),
    ),
    _part("part-missing-expected", "anchor", "the title is right, the part is not", "pooling", expected="Chapter 2"),
    case(
        "part-github",
        "ok",
        "GitHub puts user-content- before ids",
        "http://github.com/ada/tool#install",
        page("ada/tool", README),
    ),
    case(
        "part-github-json",
        "ok",
        "GitHub's newer pages hold the text as JSON",
        "http://gist.github.com/ada/7#usage",
        page(
            "ada/7",
            prose("a gist")
            + '<script type="application/json">{"richText":"\\u003ch2 id=\\"user-content-usage\\"\\u003eUsage"}</script>',
        ),
    ),
    case(
        "part-github-lines",
        "ok",
        "lines of a file",
        "http://www.github.com/ada/tool/blob/main/a.py#L10-L20",
        page("a.py", prose("code")),
    ),
)

HOSTS: Final[tuple[Case, ...]] = (
    case(
        "arxiv-withdrawn",
        "soft_404",
        "a paper that was withdrawn",
        "http://arxiv.org/abs/2401.00001",
        page(
            "[2401.00001] Pooling is all",
            "<p>This paper has been withdrawn by Ada Example</p>" + prose("a withdrawn paper"),
        ),
    ),
    case(
        "arxiv-there",
        "ok",
        "a paper",
        "http://export.arxiv.org/abs/2401.00002",
        page("[2401.00002] Pooling is all"),
        expected="Pooling is all",
        warns=False,
    ),
    case(
        "medium-deleted",
        "soft_404",
        "its author took it down",
        "http://towardsdatascience.com/pooling-1a2b",
        page("Medium", "<p>410 The author deleted this story"),
    ),
    case(
        "coursera-lobby",
        "soft_404",
        "a course that is gone leads to the shop window",
        "http://www.coursera.org/learn/pooling",
        {"/learn/pooling": to("/browse", 302), "/browse": page("Browse courses")},
    ),
    case(
        "kaggle-app",
        "ok",
        "scripts make its pages, and their parts",
        "http://www.kaggle.com/datasets/ada/pets#usage",
        page("Pets", prose("pets")),
    ),
)

CASES: Final[tuple[Case, ...]] = (*SOFT, *INNOCENT, *PARKED, *PARTS, *HOSTS)
