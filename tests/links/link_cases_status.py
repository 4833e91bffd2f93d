"""Cases: statuses, memory, Retry-After, answers that change, challenges."""

from __future__ import annotations

import time
from email.utils import formatdate
from typing import Final

from link_case import HTML, Case, case, error, page, plain, prose, was
from link_server import Answers, Asked, Reply

LESSON: Final = page("Lesson 3: pooling")
MISSING: Final = error("404 Not Found", "<p>There is no such page.")
JUST_A_MOMENT: Final = (
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8'></script>"
    "<p>Enable JavaScript and cookies to continue</p><script>window._cf_chl_opt={}</script>"
)


def _late(asked: Asked) -> Reply:
    if asked.count > 1:
        return LESSON
    when = formatdate(time.time() + 2, usegmt=True)
    return error("429 Too Many Requests", headers=(("Retry-After", when),))


def _for_browsers(asked: Asked) -> Reply:
    return LESSON if "Firefox" in asked.headers.get("user-agent", "") else error("403 Forbidden")


def _head(reply: Reply) -> Answers:
    return lambda asked: reply if asked.method == "HEAD" else LESSON


def _status(number: int, verdict: str, why: str, words: str = "Words") -> Case:
    return case(f"s{number}", verdict, why, "/lessons/3", error(f"{number} {words}"))


CASES: Final[tuple[Case, ...]] = (
    case("plain", "ok", "an ordinary page", "/lessons/3", LESSON),
    _status(203, "ok", "a proxy's answer is an answer", "Non-Authoritative Information"),
    _status(226, "ok", "a variant of 200", "IM Used"),
    case("s202", "ok", "accepted, and with the page", "/lessons/3", page("Lesson 3", status="202 Accepted")),
    case(
        "s202-waf",
        "blocked",
        "a firewall's challenge",
        "/lessons/3",
        Reply("202 Accepted", (HTML, ("x-amzn-waf-action", "challenge"))),
    ),
    case("s204", "soft_404|temporary", "nothing is there to be read", "/lessons/3", Reply("204 No Content")),
    case(
        "s206",
        "ok",
        "a part is enough",
        "/lessons/3",
        Reply("206 Partial Content", (HTML, ("Content-Range", "bytes 0-99/5000")), LESSON.body),
    ),
    case(
        "s300",
        "temporary|soft_404",
        "Apache could not find it, and knows pages of similar names",
        "/lessons/3",
        error(
            "300 Multiple Choices",
            "<p>The document name you requested could not be found on this server.<ul><li><a href=/l>l",
        ),
    ),
    case(
        "s304",
        "ok|temporary",
        "not modified, although we never asked whether it was",
        "/lessons/3",
        Reply("304 Not Modified"),
    ),
    _status(400, "temporary|blocked", "the request was odd to it; a browser's may not be", "Bad Request"),
    case(
        "s401",
        "blocked",
        "asks for a password",
        "/lessons/3",
        error("401 Unauthorized", headers=(("WWW-Authenticate", 'Basic realm="x"'),)),
    ),
    _status(402, "blocked", "wants money: alive", "Payment Required"),
    _status(403, "blocked", "refuses us: alive", "Forbidden"),
    _status(405, "temporary|blocked", "refuses a GET, which says nothing about the page", "Method Not Allowed"),
    _status(406, "blocked", "does not like what we accept", "Not Acceptable"),
    _status(407, "temporary|blocked", "a proxy on the way", "Proxy Authentication Required"),
    _status(408, "temporary", "we were too slow for it", "Request Timeout"),
    _status(409, "temporary|blocked", "a conflict: nothing about the page", "Conflict"),
    _status(418, "blocked", "a joke at robots' expense", "I'm a teapot"),
    _status(421, "temporary", "the wrong machine answered", "Misdirected Request"),
    _status(425, "temporary", "too early", "Too Early"),
    _status(451, "blocked", "withheld where we are, for legal reasons", "Unavailable For Legal Reasons"),
    _status(500, "temporary", "the host's own trouble", "Internal Server Error"),
    _status(501, "temporary", "the host's own trouble", "Not Implemented"),
    _status(502, "temporary", "the host's own trouble", "Bad Gateway"),
    _status(504, "temporary", "the host's own trouble", "Gateway Timeout"),
    _status(520, "temporary", "Cloudflare cannot reach the host", "Web Server Returned an Unknown Error"),
    _status(522, "temporary", "Cloudflare cannot reach the host", "Connection timed out"),
    _status(530, "temporary", "Cloudflare cannot find the host", "Origin DNS Error"),
    _status(600, "temporary", "no status that exists", "Odd"),
    _status(999, "blocked", "LinkedIn's no to robots", "Request denied"),
    case(
        "s503",
        "temporary",
        "down for now, and says when",
        "/lessons/3",
        error("503 Service Unavailable", "<p>We are down for maintenance.", (("Retry-After", "3600"),)),
        quick=2.0,
    ),
    # Not there, and memory.
    case("s404", "gone", "not found; new, so one sighting is enough to say so", "/lessons/3", MISSING),
    case("s410", "gone", "gone for good", "/lessons/3", error("410 Gone")),
    case(
        "s404-first",
        "temporary",
        "it was good last time: one sighting is not enough",
        "/lessons/3",
        MISSING,
        earlier=was(),
    ),
    case(
        "s410-first",
        "temporary|gone",
        "the same, though the host is sure",
        "/lessons/3",
        error("410 Gone"),
        earlier=was(),
    ),
    case(
        "s404-today",
        "temporary",
        "missing since today only: the same sighting",
        "/lessons/3",
        MISSING,
        earlier=was("temporary", missing=0),
    ),
    case(
        "s404-second",
        "gone",
        "missing yesterday, missing today",
        "/lessons/3",
        MISSING,
        earlier=was("temporary", missing=1),
    ),
    case("s404-still", "gone", "it was gone before", "/lessons/3", MISSING, earlier=was("gone", missing=40)),
    case(
        "s404-blocked",
        "temporary",
        "it was alive behind a wall until now",
        "/lessons/3",
        MISSING,
        earlier=was("blocked"),
    ),
    case("s404-back", "ok", "it was gone, and came back", "/lessons/3", LESSON, earlier=was("gone", missing=40)),
    case(
        "s500-gone",
        "temporary|gone",
        "gone before, in trouble now",
        "/lessons/3",
        error("500 Internal Server Error"),
        earlier=was("gone", missing=40),
    ),
    case(
        "s404-s3",
        "gone",
        "a bucket without that key",
        "/lessons/3.pdf",
        plain("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "application/xml", "404 Not Found"),
    ),
    case(
        "s403-s3",
        "blocked",
        "a bucket that does not say whether the key exists",
        "/lessons/3.pdf",
        plain("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "application/xml", "403 Forbidden"),
    ),
    case(
        "s404-jsd",
        "gone",
        "a true 404 with the script that Cloudflare puts into every page",
        "/lessons/3",
        error(
            "404 Not Found",
            "<p>There is no such page.<script>(function(){var a=document.createElement('script');"
            "a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'})()</script>",
        ),
    ),
    case(
        "s404-captcha-form",
        "gone",
        "a true 404 with a contact form that has a captcha",
        "/lessons/3",
        error(
            "404 Not Found",
            "<p>There is no such page. Write to us:<script src='https://www.google.com/recaptcha/api.js'></script>",
        ),
    ),
    # Retry-After.
    case(
        "retry-soon",
        "ok",
        "too many requests; waits as long as it is asked to",
        "/lessons/3",
        (error("429 Too Many Requests", headers=(("Retry-After", "1"),)), LESSON),
    ),
    case("retry-date", "ok", "the same, as a date", "/lessons/3", _late),
    case(
        "retry-past",
        "ok",
        "a date that has passed",
        "/lessons/3",
        (error("503 Service Unavailable", headers=(("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"),)), LESSON),
    ),
    case(
        "retry-negative",
        "ok",
        "a negative time makes no sense and is not taken",
        "/lessons/3",
        (error("503 Service Unavailable", headers=(("Retry-After", "-30"),)), LESSON),
    ),
    case(
        "retry-garbage",
        "ok",
        "nor is garbage",
        "/lessons/3",
        (error("503 Service Unavailable", headers=(("Retry-After", "soon™ \x01"),)), LESSON),
    ),
    case(
        "retry-day",
        "blocked",
        "a day long: not waited for",
        "/lessons/3",
        error("429 Too Many Requests", headers=(("Retry-After", "86400"),)),
        quick=2.0,
    ),
    case(
        "retry-huge",
        "blocked",
        "a number without end",
        "/lessons/3",
        error("429 Too Many Requests", headers=(("Retry-After", "9" * 400),)),
    ),
    case("retry-none", "blocked", "too many requests, whenever one asks", "/lessons/3", error("429 Too Many Requests")),
    # Answers that change.
    case("flaky-500", "ok", "trouble once, good after", "/lessons/3", (error("500 Internal Server Error"), LESSON)),
    case(
        "flaky-502-twice", "ok", "trouble twice, good after", "/lessons/3", (error("502 Bad Gateway"),) * 2 + (LESSON,)
    ),
    case("flaky-404", "ok", "missing once, there after", "/lessons/3", (MISSING, LESSON)),
    case("flaky-reset", "ok", "the connection broke once", "/lessons/3", (Reply(raw=b"HTT", end="reset"), LESSON)),
    case("flaky-empty", "ok", "an empty page once", "/lessons/3", (Reply("200 OK", (HTML,)), LESSON)),
    case("flaky-timeout", "ok", "no answer once", "/lessons/3", (Reply(raw=b"", end="hold"), LESSON)),
    case("slow", "ok", "slow, and good", "/lessons/3", Reply("200 OK", (HTML,), LESSON.body, pause=1.2)),
    case("head-405", "ok", "refuses HEAD; the page is there", "/lessons/3", _head(error("405 Method Not Allowed"))),
    case("head-404", "ok", "lies to HEAD; the page is there", "/lessons/3", _head(MISSING)),
    case("head-500", "ok", "breaks on HEAD; the page is there", "/lessons/3", _head(error("500 Oh"))),
    case("head-hangs", "ok", "hangs on HEAD; the page is there", "/lessons/3", _head(Reply(raw=b"", end="hold"))),
    # Walls.
    case("for-browsers", "blocked", "refuses whoever is no browser", "/lessons/3", _for_browsers),
    case(
        "wall-403",
        "blocked",
        "Cloudflare's challenge",
        "/lessons/3",
        page(
            "Just a moment...",
            JUST_A_MOMENT,
            status="403 Forbidden",
            headers=(("cf-mitigated", "challenge"), ("Server", "cloudflare")),
        ),
    ),
    case(
        "wall-503",
        "blocked",
        "the older challenge",
        "/lessons/3",
        page("Just a moment...", JUST_A_MOMENT, status="503 Service Temporarily Unavailable"),
    ),
    case(
        "wall-404",
        "blocked",
        "a challenge dressed as not found",
        "/lessons/3",
        page("Just a moment...", JUST_A_MOMENT, status="404 Not Found", headers=(("cf-mitigated", "challenge"),)),
    ),
    case("wall-200", "blocked", "a challenge dressed as a page", "/lessons/3", page("Just a moment...", JUST_A_MOMENT)),
    case(
        "wall-anubis",
        "blocked",
        "proof of work",
        "/lessons/3",
        page(
            "Making sure you're not a bot!",
            "<p>Loading...<script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>",
        ),
    ),
    case(
        "wall-px",
        "blocked",
        "PerimeterX",
        "/lessons/3",
        page(
            "Access to this page has been denied", "<p>Press and hold<div id=px-captcha></div>", status="403 Forbidden"
        ),
    ),
    case(
        "wall-incapsula",
        "blocked",
        "Imperva's frame, with a 200",
        "/lessons/3",
        page(
            "",
            "<iframe src='/_Incapsula_Resource?SWUDNSAI=31'>Request unsuccessful. Incapsula incident ID: 7</iframe>",
            h1="",
        ),
    ),
    case(
        "wall-datadome",
        "blocked",
        "DataDome",
        "/lessons/3",
        page(
            "site.test",
            "<p>Please enable JS<script src='https://ct.captcha-delivery.com/c.js'></script>",
            h1="",
            status="403 Forbidden",
        ),
    ),
    case(
        "wall-aws",
        "blocked",
        "AWS asks for a captcha with 405",
        "/lessons/3",
        page(
            "Human Verification",
            "<script>window.awsWafCookieDomainList=[]</script>",
            status="405 Not Allowed",
            headers=(("x-amzn-waf-action", "captcha"),),
        ),
    ),
    case(
        "wall-akamai",
        "blocked",
        "Akamai's refusal",
        "/lessons/3",
        page(
            "Access Denied",
            "<p>You don't have permission to access this. Reference #18.2d351ab8.1557333295.a4e16ab",
            status="403 Forbidden",
        ),
    ),
    case(
        "login-here",
        "blocked",
        "a login in place of the page",
        "/lessons/3",
        page("Log in | Institute", "<form><input type=email><input type=password></form>"),
    ),
    case(
        "consent-here",
        "blocked",
        "a consent wall in place of the page",
        "/lessons/3",
        page("Before you continue to Video", "<p>We use cookies and data. <button>Accept all</button>"),
    ),
    # Innocents that look like walls.
    case(
        "jsd-script",
        "ok",
        "an ordinary page with the script that Cloudflare puts into every page",
        "/lessons/3",
        page("Lesson 3", prose("three") + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
    ),
    case(
        "jsd-short",
        "ok",
        "the same, and short",
        "/people/ada",
        page(
            "Ada", "<p>I work on networks.</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
        ),
    ),
    case(
        "captcha-form",
        "ok",
        "a page with a form that has a captcha",
        "/workshop",
        page(
            "Workshop",
            "<p>Register here.<script src='https://www.google.com/recaptcha/api.js'></script>" + prose("a workshop", 4),
        ),
    ),
    case(
        "just-a-moment",
        "ok",
        "an article that is called so",
        "/essays/attention",
        page("Just a moment: on attention in short texts"),
    ),
    case("blocked-word", "ok", "an article on blocking", "/posts/sparse", page("Blocked sparse kernels")),
    case(
        "login-box",
        "ok",
        "a page with a login in its corner",
        "/lessons/3",
        page("Lesson 3", "<form><input type=password></form>" + prose("three")),
    ),
    case("login-article", "ok", "an article about logins", "/django/forms", page("Login forms in Kiwi: a tutorial")),
    case(
        "cookie-banner",
        "ok",
        "a page with a cookie banner over it",
        "/lessons/3",
        page("Lesson 3", "<div>We value your privacy. <button>Accept all</button></div>" + prose("three")),
    ),
    case(
        "paywall",
        "ok|blocked",
        "an article of which one may read the beginning",
        "/lessons/3",
        page("Lesson 3", prose("three", 5) + "<p>Sign in to read on."),
    ),
    case(
        "robots",
        "ok",
        "robots.txt forbids all but the page that is linked",
        "/lessons/3",
        {"/lessons/3": LESSON, "/robots.txt": plain("User-agent: *\nDisallow: /\n")},
    ),
    case(
        "maintenance-200",
        "temporary|soft_404",
        "down for maintenance, with a 200",
        "/lessons/3",
        page("Site under maintenance", "<p>We'll be back soon. We are performing scheduled maintenance."),
    ),
    case(
        "database-200",
        "temporary|soft_404",
        "WordPress without its database, with a 200",
        "/lessons/3",
        page("Database Error", "", h1="Error establishing a database connection"),
    ),
)
