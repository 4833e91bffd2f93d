"""Cases: redirects of every kind, refreshes, cookies, doors, and where redirects lead that were not meant."""

from __future__ import annotations

from typing import Final

from link_case import Case, case, page, prose, refresh, to
from link_server import Asked, Reply

CNN: Final = page("Convolutional networks, explained")
LOGIN: Final = page(
    "Sign in", "<form><input name=user><input type=password name=password><button>Sign in</button></form>"
)
HOME: Final = page("Deep Learning Institute", prose("our courses, people and news"))


def _insists(asked: Asked) -> Reply:
    if "seen=1" in asked.headers.get("cookie", ""):
        return CNN
    return Reply("302 Found", (("Location", asked.target), ("Set-Cookie", "seen=1; Path=/")))


def _never_content(asked: Asked) -> Reply:
    return Reply("302 Found", (("Location", asked.target), ("Set-Cookie", f"visit={asked.count}; Path=/")))


def _endless(asked: Asked) -> Reply:
    number = int(asked.path.rpartition("/")[2] or 0)
    return to(f"/step/{number + 1}", 302)


def _any_slug(asked: Asked) -> Reply:
    """Answer as question-and-answer sites do: the number counts, whatever follows it."""
    if asked.path == "/questions/4711/what-does-softmax-do":
        return page("What does softmax do? - Questions")
    if asked.path.startswith("/questions/4711"):
        return to("/questions/4711/what-does-softmax-do", 301)
    return page("Not found", "<p>There is no such question.", status="404 Not Found")


def _into_english(asked: Asked) -> Reply:
    if asked.path == "/en/guide":
        return page("A practical guide")
    if asked.path.startswith("/en/"):
        return page("Not found", "<p>No such page.", status="404 Not Found")
    return to(f"/en{asked.path}", 302)


def _new_domain(asked: Asked) -> Reply:
    return to(f"http://domain-moved-new.test{asked.target}", 301)


def _steps(count: int, status: int, end: Reply) -> dict[str, Reply]:
    return {
        **{f"/a/{i}": to(f"/a/{i + 1}", status) for i in range(count)},
        f"/a/{count}": end,
    }


CASES: Final[tuple[Case, ...]] = (
    case(
        "r301",
        "moved",
        "a permanent redirect to a page that is there",
        "/old/cnn",
        {"/old/cnn": to("/new/cnn"), "/new/cnn": CNN},
        final="http://r301.test/new/cnn",
    ),
    case(
        "r308",
        "moved",
        "308 is as permanent as 301",
        "/old/cnn",
        {"/old/cnn": to("/new/cnn", 308), "/new/cnn": CNN},
        final="http://r308.test/new/cnn",
    ),
    case(
        "r302",
        "ok",
        "temporary: the address stays right",
        "/old/cnn",
        {"/old/cnn": to("/new/cnn", 302), "/new/cnn": CNN},
    ),
    case(
        "r303",
        "ok",
        "temporary: the address stays right",
        "/old/cnn",
        {"/old/cnn": to("/new/cnn", 303), "/new/cnn": CNN},
    ),
    case(
        "r307",
        "ok",
        "temporary: the address stays right",
        "/old/cnn",
        {"/old/cnn": to("/new/cnn", 307), "/new/cnn": CNN},
    ),
    case(
        "to-https",
        "moved",
        "http to https for good is a move too",
        "/cnn",
        {"http:/cnn": to("https://to-https.test/cnn"), "https:/cnn": CNN},
        final="https://to-https.test/cnn",
    ),
    case(
        "to-http",
        "moved|ok",
        "a permanent way back to http: odd, but the page is there",
        "https://to-http.test/cnn",
        {"https:/cnn": to("http://to-http.test/cnn"), "http:/cnn": CNN},
    ),
    case(
        "slash",
        "moved",
        "an added slash is a move too",
        "/cnn",
        {"/cnn": to("/cnn/"), "/cnn/": CNN},
        final="http://slash.test/cnn/",
    ),
    case(
        "other-host",
        "moved",
        "the same page on another host, for good",
        "/cnn",
        to("http://other-host-new.test/cnn"),
        more={"other-host-new.test": {"/cnn": CNN}},
        final="http://other-host-new.test/cnn",
    ),
    case(
        "domain-moved",
        "moved",
        "a whole site moved, and its paths stayed",
        "/notes/cnn",
        otherwise=_new_domain,
        more={"domain-moved-new.test": {"/notes/cnn": CNN}},
        final="http://domain-moved-new.test/notes/cnn",
    ),
    case(
        "chain-permanent",
        "moved",
        "five permanent steps are a move to the last",
        "/a/0",
        _steps(5, 301, CNN),
        final="http://chain-permanent.test/a/5",
    ),
    case(
        "chain-temporary",
        "ok",
        "twelve temporary steps, as single sign-on systems do; browsers follow 20",
        "/a/0",
        _steps(12, 302, CNN),
    ),
    case(
        "permanent-then-temporary",
        "moved|ok",
        "the first step is for good, the second is not",
        "/a",
        {"/a": to("/b"), "/b": to("/c", 302), "/c": CNN},
    ),
    case(
        "temporary-then-permanent",
        "ok",
        "the address itself is only redirected for now",
        "/a",
        {"/a": to("/b", 302), "/b": to("/c"), "/c": CNN},
    ),
    case(
        "loop-two",
        "temporary",
        "a circle: no browser gets there, but the host is alive",
        "/a",
        {"/a": to("/b"), "/b": to("/a")},
    ),
    case("loop-self", "temporary", "redirects to itself", "/a", to("/a")),
    case("loop-endless", "temporary", "ever new addresses", "/step/0", otherwise=_endless),
    case(
        "no-location",
        "temporary",
        "a redirect to nowhere",
        "/a",
        Reply("301 Moved Permanently", (("Content-Type", "text/html"),), b"<p>Moved."),
    ),
    case(
        "empty-location",
        "temporary",
        "a redirect to nowhere",
        "/a",
        Reply("302 Found", (("Location", ""),), b"<p>Moved."),
    ),
    case(
        "relative-up",
        "moved",
        "a relative Location",
        "/a/b/c",
        {"/a/b/c": to("../d"), "/a/d": CNN},
        final="http://relative-up.test/a/d",
    ),
    case(
        "relative-query",
        "ok",
        "a Location that is only a query",
        "/list",
        {"/list": to("?page=1", 302), "/list?page=1": CNN},
    ),
    case(
        "relative-scheme",
        "ok",
        "a Location without a scheme",
        "/a",
        {"/a": lambda asked: to(f"//{asked.headers['host']}/b", 302), "/b": CNN},
    ),
    case(
        "upper-scheme",
        "ok",
        "a scheme and a host in capitals",
        "/a",
        {"/a": lambda asked: to(f"HTTP://{asked.headers['host'].upper()}/b", 302), "/b": CNN},
    ),
    case(
        "to-other-page",
        "ok",
        "a short address that leads to a long one for now",
        "/go/cnn",
        {"/go/cnn": to("/2024/05/cnn.html?from=go", 302), "/2024/05/cnn.html?from=go": CNN},
    ),
    case(
        "meta-double",
        "moved|ok",
        "a permanent redirect, then a refresh at once",
        "/old",
        {"/old": to("/mid"), "/mid": refresh("/new"), "/new": CNN},
    ),
    case(
        "location-spaces",
        "ok",
        "a Location with spaces and bytes beyond ASCII, as sloppy servers write it",
        "/a",
        {"/a": Reply("302 Found", (("Location", "/my caf\u00e9"),)), "/my%20caf%C3%A9": CNN},
    ),
    case(
        "location-twice",
        "ok",
        "the same Location twice",
        "/a",
        {"/a": Reply("302 Found", (("Location", "/b"), ("Location", "/b"))), "/b": CNN},
    ),
    case(
        "location-fragment",
        "moved",
        "the new address has a fragment, and the page has it",
        "/a",
        {"/a": to("/b#pooling"), "/b": page("Networks", "<h2 id=pooling>Pooling</h2>" + prose("pools"))},
        final="http://location-fragment.test/b#pooling",
    ),
    case(
        "kept-fragment",
        "moved",
        "a fragment goes with the redirect, as browsers do it",
        "/a#pooling",
        {"/a": to("/b"), "/b": page("Networks", "<h2 id=pooling>Pooling</h2>" + prose("pools"))},
        final="http://kept-fragment.test/b#pooling",
    ),
    case("r300-location", "ok|moved", "300 with a Location is followed", "/a", {"/a": to("/b", 300), "/b": CNN}),
    case(
        "index-html",
        "moved",
        "index.html is the folder",
        "/course/index.html",
        {"/course/index.html": to("/course/"), "/course/": CNN},
    ),
    case(
        "root-index",
        "moved",
        "the home page was meant from the start",
        "/index.html",
        {"/index.html": to("/"), "/": HOME},
    ),
    case(
        "root-to-root",
        "moved",
        "a home page that moved to another host",
        "http://root-to-root.test/",
        {"/": to("http://root-to-root-new.test/")},
        more={"root-to-root-new.test": {"/": HOME}},
        final="http://root-to-root-new.test/",
    ),
    case(
        "root-language",
        "ok",
        "the home page in the reader's language",
        "http://root-language.test/",
        {"/": to("/en/", 302), "/en/": HOME},
    ),
    # Where one is led that was not meant.
    case("to-404", "gone", "it leads to a page that is not there", "/a", {"/a": to("/b")}),
    case(
        "to-404-page",
        "soft_404",
        "it leads to a page for what is not there",
        "/a",
        {"/a": to("/404.html", 302), "/404.html": page("Institute", "<p>Let us help you find your way.")},
    ),
    case(
        "to-error-404",
        "gone",
        "a redirect to the error page, which then says 404",
        "/a",
        {
            "/a": to("/errors/not-found", 302),
            "/errors/not-found": page("Not found", "<p>Sorry.", status="404 Not Found"),
        },
    ),
    case(
        "to-403",
        "blocked",
        "it leads to a page that refuses us",
        "/a",
        {"/a": to("/b", 302), "/b": page("Forbidden", "<p>No.", status="403 Forbidden")},
    ),
    case(
        "home-302",
        "soft_404",
        "a lesson that leads to the home page is not there",
        "/courses/vision/lesson-3",
        {"/": HOME},
        otherwise=to("/", 302),
    ),
    case(
        "home-301",
        "soft_404",
        "even for good: that is not the lesson",
        "/courses/vision/lesson-3",
        {"/": HOME},
        otherwise=to("/"),
    ),
    case(
        "home-other",
        "soft_404",
        "an old site whose every page leads to the new owner's home page",
        "/tutorials/backprop",
        otherwise=to("http://home-other-new.test/"),
        more={"home-other-new.test": {"/": HOME}},
    ),
    case(
        "home-refresh",
        "soft_404",
        "not there, and sends its reader home after some seconds",
        "/courses/vision",
        {"/courses/vision": refresh("/", 5, "Page not found", "<p>You are being taken home."), "/": HOME},
    ),
    case(
        "lobby",
        "soft_404",
        "all that is not there leads to the catalogue",
        "/course/vision-101",
        {"/catalog": page("All courses")},
        otherwise=to("/catalog", 302),
    ),
    case(
        "lobby-odd",
        "soft_404",
        "all that is not there leads to one page, whose name says nothing",
        "/course/vision-101",
        {"/learn-with-us": page("Learn with us")},
        otherwise=to("/learn-with-us", 302),
    ),
    case(
        "lobby-search",
        "soft_404",
        "it leads to a search",
        "/vision/pooling",
        {"/search?q=pooling": page("Search results")},
        otherwise=to("/search?q=pooling", 302),
    ),
    case(
        "bought",
        "soft_404",
        "the company was bought; every page leads to the buyer's blog",
        "/posts/backprop-by-hand",
        otherwise=to("http://buyer.test/blog"),
        more={"buyer.test": {"/blog": page("Our news")}},
    ),
    case(
        "login-302",
        "blocked",
        "it leads to a login: alive, cannot be seen",
        "/course/7",
        {"/course/7": to("/login?next=%2Fcourse%2F7", 302), "/login?next=%2Fcourse%2F7": LOGIN},
    ),
    case(
        "login-301",
        "blocked",
        "a login is no move",
        "/course/7",
        {"/course/7": to("/users/sign_in"), "/users/sign_in": LOGIN},
    ),
    case(
        "login-sso",
        "blocked",
        "a university's single sign-on",
        "/lecture/7",
        to("http://sso.university.test/cas/login?service=lecture", 302),
        more={"sso.university.test": LOGIN},
    ),
    case(
        "login-refresh",
        "blocked",
        "a refresh to the login",
        "/course/7",
        {"/course/7": refresh("/accounts/login"), "/accounts/login": LOGIN},
    ),
    case(
        "turned-consent",
        "blocked",
        "a consent wall on a host of its own",
        "/watch/7",
        to("http://consent.media.test/m?continue=watch", 302),
        more={"consent.media.test": page("Before you continue", "<p>We use cookies.<button>Accept all</button>")},
    ),
    case(
        "turned-privacy",
        "blocked",
        "a consent wall on the host",
        "/article/7",
        {
            "/article/7": to("/privacy-wall?to=article", 302),
            "/privacy-wall?to=article": page("Your choices", "<p>Accept, or subscribe."),
        },
    ),
    case("to-ftp", "refused|temporary", "a scheme that is not asked", "/a", to("ftp://ftp.example.org/pub", 302)),
    case("to-file", "refused", "a file on our own machine", "/a", to("file:///etc/passwd", 302)),
    case("to-javascript", "refused|temporary", "no address at all", "/a", to("javascript:alert(1)", 302)),
    case("to-private", "refused", "into a private network", "/a", to("http://10.0.0.8/admin", 302)),
    case(
        "to-metadata", "refused", "a cloud machine's secrets", "/a", to("http://169.254.169.254/latest/meta-data/", 302)
    ),
    case(
        "to-metadata-mapped",
        "refused",
        "the same, dressed as IPv6",
        "/a",
        to("http://[::ffff:169.254.169.254]/latest/", 302),
    ),
    case("to-metadata-number", "refused", "the same, as one number", "/a", to("http://2852039166/latest/", 302)),
    case("to-metadata-hex", "refused|gone", "the same, in hexadecimal", "/a", to("http://0xa9fea9fe/latest/", 302)),
    case("to-metadata-refresh", "refused", "the same, by a refresh", "/a", refresh("http://169.254.169.254/latest/")),
    case(
        "to-localhost",
        "refused",
        "this machine itself",
        "/a",
        to("http://localhost:8080/", 302),
        dns={"localhost": ("127.0.0.2",)},
    ),
    case("to-user", "refused", "a redirect that carries a password", "/a", to("http://me:secret@to-user.test/b", 302)),
    case(
        "to-no-host",
        "gone|temporary",
        "it leads to a host that does not exist",
        "/a",
        to("http://never-was.example.test/", 302),
    ),
    case("to-nobody", "temporary", "it leads to where nobody listens", "/a", to("http-closed://to-nobody.test/b", 302)),
    case("to-expired", "insecure", "it leads to an expired certificate", "/a", to("https-expired://to-expired.test/b")),
    # Innocents that look alike.
    case(
        "new-slug",
        "moved",
        "the same post under a new name",
        "/posts/42-old-name",
        {"/posts/42-old-name": to("/posts/42-attention"), "/posts/42-attention": page("Attention")},
        final="http://new-slug.test/posts/42-attention",
    ),
    case(
        "any-slug",
        "moved",
        "the number counts and any words lead to the page: it is the right one",
        "/questions/4711/meaning-of-exponentials",
        otherwise=_any_slug,
    ),
    case("any-slug-bare", "moved", "a number alone leads to the full address", "/questions/4711", otherwise=_any_slug),
    case(
        "any-slug-titled",
        "moved",
        "the same, and we know the title",
        "/questions/4711/meaning-of-exponentials",
        otherwise=_any_slug,
        expected="What does softmax do?",
    ),
    case("language", "ok", "the page in the reader's language", "/guide", otherwise=_into_english),
    case(
        "language-titled",
        "ok",
        "the same, and we know the title",
        "/guide",
        otherwise=_into_english,
        expected="A practical guide",
    ),
    case(
        "version",
        "ok",
        "a documentation's newest version",
        "/docs/latest/layers",
        {"/docs/latest/layers": to("/docs/2.7/layers", 302), "/docs/2.7/layers": page("Layers - Framework 2.7")},
    ),
    case(
        "shorter-path",
        "moved",
        "a shorter path that is the right page",
        "/docs/v1/guide/introduction.html",
        {"/docs/v1/guide/introduction.html": to("/introduction"), "/introduction": page("Introduction")},
    ),
    case(
        "own-domain",
        "moved",
        "a book that has its own domain now; other pages of the old host are told apart",
        "/~ada/book",
        to("http://own-domain-book.test/"),
        more={"own-domain-book.test": {"/": page("Networks by Hand")}},
    ),
    case(
        "own-domain-titled",
        "moved",
        "the same, and the title says so",
        "/~ada/book",
        to("http://own-domain-two.test/"),
        more={"own-domain-two.test": {"/": page("Networks by Hand")}},
        expected="Networks by Hand",
    ),
    case(
        "auth-docs",
        "moved",
        "documentation about authentication is no login",
        "/docs/users",
        {"/docs/users": to("/docs/topics/auth/"), "/docs/topics/auth/": page("User authentication in Kiwi")},
    ),
    case(
        "auth-docs-titled",
        "moved",
        "the same, and the title says so",
        "/docs/users",
        {"/docs/users": to("/docs/topics/auth/"), "/docs/topics/auth/": page("User authentication in Kiwi")},
        expected="User authentication in Kiwi",
    ),
    case("login-meant", "ok", "a login that was meant", "/login", LOGIN, expected="Sign in"),
    case(
        "case-differs",
        "moved",
        "only capitals differ",
        "/Papers/ResNet",
        {"/Papers/ResNet": to("/papers/resnet"), "/papers/resnet": page("ResNet")},
    ),
    # Refreshes and cookies.
    case("refresh-0", "moved|ok", "sends its reader on at once", "/old", {"/old": refresh("/new"), "/new": CNN}),
    case(
        "refresh-5",
        "moved|ok",
        "sends its reader on after five seconds",
        "/old",
        {"/old": refresh("/new", 5), "/new": CNN},
    ),
    case("refresh-404", "gone|soft_404", "sends its reader to a page that is not there", "/old", refresh("/new")),
    case(
        "refresh-noscript",
        "ok",
        "only those without scripts are sent on",
        "/app",
        {
            "/app": page(
                "A tool to draw networks", head="<noscript><meta http-equiv=refresh content='0; url=/nojs'></noscript>"
            ),
            "/nojs": page("Please turn scripts on"),
        },
    ),
    case(
        "refresh-self",
        "ok",
        "loads itself anew each minute",
        "/board",
        refresh("/board", 60, "Leaderboard", prose("a board")),
    ),
    case(
        "refresh-late",
        "ok",
        "ten minutes later one is logged out; the page is there",
        "/board",
        refresh("/logout", 600, "Leaderboard", prose("a board")),
    ),
    case(
        "refresh-code",
        "ok",
        "a page that explains refreshes",
        "/html/refresh",
        page(
            "The refresh element", "<pre>&lt;meta http-equiv=refresh content='0; url=/x'></pre>" + prose("refreshing")
        ),
    ),
    case(
        "refresh-header",
        "moved|ok",
        "the old header of the same meaning",
        "/old",
        {"/old": page("Moved", "<p>Moved.", headers=(("Refresh", "0; url=/new"),)), "/new": CNN},
    ),
    case("cookie", "ok", "redirects to itself until its cookie comes back", "/cnn", _insists),
    case(
        "cookie-detour",
        "ok",
        "sets a cookie on another page and comes back",
        "/cnn",
        {
            "/cnn": lambda asked: CNN if "ok=1" in asked.headers.get("cookie", "") else to("/check", 302),
            "/check": Reply("302 Found", (("Location", "/cnn"), ("Set-Cookie", "ok=1; Path=/"))),
        },
    ),
    case("cookie-never", "temporary", "never content with any cookie", "/cnn", _never_content),
)
