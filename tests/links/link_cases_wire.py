"""Cases: encodings, kinds of files, odd addresses, broken HTTP, bombs, TLS, names and networks."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

from link_case import HTML, Case, case, page, plain, prose, was, zipped
from link_server import DnsAnswer, Reply

LESSON: Final = page("Lesson 3: pooling")
TEXT: Final = LESSON.body
GZIP: Final = ("Content-Encoding", "gzip")


def _coded(
    encoding: str, kind: str = "text/html", mark: bytes = b"", meta: str = "", title: str = "Страница не найдена"
) -> Reply:
    text = f"<!doctype html><html><head>{meta}<title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return plain(mark + text.encode(encoding), kind)


def _raw(text: bytes, **rest: object) -> Reply:
    return Reply(raw=text, end=rest.pop("end", "close"), **rest)  # type: ignore[arg-type]  # the fields' own types


def _ok(extra: bytes = b"", line: bytes = b"HTTP/1.1 200 OK", body: bytes = TEXT) -> bytes:
    return (
        line
        + b"\r\nContent-Type: text/html\r\n"
        + extra
        + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
        + body
    )


def _deflate(raw: bool, reply: Reply) -> Reply:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15 if raw else 15)
    return Reply(
        reply.status, (*reply.headers, ("Content-Encoding", "deflate")), packer.compress(reply.body) + packer.flush()
    )


def _bomb() -> bytes:
    packer, zeros = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(1024 * 1024)
    return b"".join(packer.compress(zeros) for _ in range(100)) + packer.flush()


BOMB: Final = _bomb()
BOMB_TWICE: Final = gzip.compress(BOMB, 9, mtime=0)


CODINGS: Final[tuple[Case, ...]] = (
    # What a page says must be read in its own letters.
    case("utf16-mark", "soft_404", "UTF-16 with its mark", "/s", _coded("utf-16-le", mark=b"\xff\xfe")),
    case("utf16-be-mark", "soft_404", "the other way round", "/s", _coded("utf-16-be", mark=b"\xfe\xff")),
    case("utf16-header", "soft_404", "UTF-16 by its header", "/s", _coded("utf-16-le", "text/html; charset=utf-16le")),
    case(
        "cyrillic-header",
        "soft_404",
        "windows-1251 by its header",
        "/s",
        _coded("windows-1251", "text/html; charset=windows-1251"),
    ),
    case(
        "cyrillic-meta",
        "soft_404",
        "windows-1251 by its meta",
        "/s",
        _coded("windows-1251", meta="<meta charset=windows-1251>"),
    ),
    case(
        "cyrillic-quoted",
        "soft_404",
        "a quoted charset in capitals",
        "/s",
        _coded("koi8-r", 'Text/HTML; Charset="KOI8-R"'),
    ),
    case(
        "gbk",
        "soft_404",
        "GBK by its meta, in the old form",
        "/s",
        _coded("gbk", meta='<meta http-equiv="Content-Type" content="text/html; charset=gbk">', title="页面不存在"),
    ),
    case(
        "gb2312",
        "soft_404",
        "called gb2312, as Chinese pages do",
        "/s",
        _coded("gbk", "text/html; charset=gb2312", title="页面不存在"),
    ),
    case(
        "shift-jis",
        "soft_404",
        "Shift_JIS",
        "/s",
        _coded("shift_jis", "text/html; charset=Shift_JIS", title="ページが見つかりません"),
    ),
    case(
        "euc-kr",
        "soft_404",
        "EUC-KR",
        "/s",
        _coded("euc-kr", "text/html; charset=euc-kr", title="페이지를 찾을 수 없습니다"),
    ),
    case(
        "utf8-mark",
        "soft_404",
        "UTF-8 with a mark, and a header that says otherwise",
        "/s",
        _coded("utf-8", "text/html; charset=iso-8859-1", b"\xef\xbb\xbf"),
    ),
    case("utf8-unsaid", "soft_404", "UTF-8, and nobody says so", "/s", _coded("utf-8")),
    case(
        "wrong-charset",
        "ok",
        "Latin-1 that says it is UTF-8",
        "/caf",
        plain(
            "<title>Caf\u00e9</title><h1>Caf\u00e9</h1>".encode("latin-1") + prose("coffee").encode(),
            "text/html; charset=utf-8",
        ),
    ),
    case("unknown-charset", "ok", "a charset that does not exist", "/s", plain(TEXT, "text/html; charset=utf-ate")),
    case(
        "odd-charset",
        "ok",
        "a name that Python takes for something else",
        "/s",
        plain(TEXT, "text/html; charset=rot13"),
    ),
    case("binary-charset", "ok", "another such name", "/s", plain(TEXT, "text/html; charset=zip")),
    case(
        "charset-null", "ok", "a name with a zero in it", "/s", plain(b"<meta charset='utf\x008'>" + TEXT, "text/html")
    ),
    # Compressed.
    case("gzip", "ok", "compressed", "/s", zipped(LESSON)),
    case("gzip-double", "ok", "compressed twice", "/s", zipped(LESSON, 2)),
    case(
        "gzip-not",
        "ok",
        "says that it is compressed, and is not; browsers fail, but the page is alive",
        "/s",
        Reply("200 OK", (HTML, GZIP), TEXT),
    ),
    case(
        "gzip-cut",
        "ok",
        "breaks off in the middle",
        "/s",
        Reply("200 OK", (HTML, GZIP), gzip.compress(TEXT, mtime=0)[:-400]),
    ),
    case(
        "gzip-trailing",
        "ok",
        "has garbage behind it",
        "/s",
        Reply("200 OK", (HTML, GZIP), gzip.compress(TEXT, mtime=0) + b"\0" * 50),
    ),
    case(
        "gzip-members",
        "ok|anchor",
        "in two members, of which some browsers read one; the part is in the second",
        "/s#later",
        Reply("200 OK", (HTML, GZIP), gzip.compress(TEXT, mtime=0) + gzip.compress(b"<p id=later>x", mtime=0)),
    ),
    case(
        "gzip-empty", "soft_404", "compressed nothing", "/s", Reply("200 OK", (HTML, GZIP), gzip.compress(b"", mtime=0))
    ),
    case(
        "gzip-x",
        "ok",
        "by its old name",
        "/s",
        Reply("200 OK", (HTML, ("Content-Encoding", "X-GZIP")), gzip.compress(TEXT, mtime=0)),
    ),
    case(
        "gzip-said-twice",
        "ok|soft_404",
        "says it twice and does it once",
        "/s",
        Reply("200 OK", (HTML, GZIP, GZIP), gzip.compress(TEXT, mtime=0)),
    ),
    case("deflate", "soft_404", "deflate as it should be", "/s", _deflate(False, page("Page not found", "<p>Sorry."))),
    case(
        "deflate-raw",
        "soft_404",
        "deflate as some servers do it",
        "/s",
        _deflate(True, page("Page not found", "<p>Sorry.")),
    ),
    case(
        "brotli",
        "ok",
        "brotli, although not asked for",
        "/s",
        Reply("200 OK", (HTML, ("Content-Encoding", "br")), bytes.fromhex("0b028068656c6c6f03")),
    ),
    case(
        "zstd",
        "ok",
        "zstd, although not asked for",
        "/s#part",
        Reply("200 OK", (HTML, ("Content-Encoding", "zstd")), bytes.fromhex("28b52ffd0458290000") + b"hello"),
    ),
    case(
        "coding-odd",
        "ok",
        "a coding that does not exist",
        "/s",
        Reply("200 OK", (HTML, ("Content-Encoding", "utf-8")), TEXT),
    ),
    case("coding-none", "ok", "no coding", "/s", Reply("200 OK", (HTML, ("Content-Encoding", "identity")), TEXT)),
    # Kinds.
    case("pdf", "ok", "a PDF", "/p.pdf", plain(b"%PDF-1.7\n" + bytes(range(256)) * 20, "application/pdf")),
    case("pdf-large", "ok", "a large PDF", "/p.pdf", plain(b"%PDF-1.7\n" + bytes(3_000_000), "application/pdf")),
    case(
        "pdf-octets", "ok", "a PDF by no name", "/p.pdf", plain(b"%PDF-1.7\n" + bytes(999), "application/octet-stream")
    ),
    case(
        "pdf-html",
        "ok",
        "a PDF that is called HTML",
        "/p.pdf",
        plain(b"%PDF-1.7\n" + bytes(range(256)) * 20, "text/html"),
    ),
    case("pdf-untyped", "ok", "a PDF without a type", "/p.pdf", plain(b"%PDF-1.7\n" + bytes(999), None)),
    case(
        "pdf-page",
        "ok",
        "the paper's page in place of the paper",
        "/pooling.pdf",
        page("Pooling: a survey"),
        expected="Pooling: a survey",
    ),
    case("pdf-login", "blocked", "a login in place of a PDF", "/p.pdf", page("Sign in", "<input type=password>")),
    case(
        "pdf-cut",
        "ok",
        "breaks off",
        "/p.pdf",
        Reply(
            "200 OK", (("Content-Type", "application/pdf"),), b"%PDF-1.7\n" + bytes(999), declared=500_000, end="reset"
        ),
    ),
    case("image", "ok", "an image", "/i.png", plain(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png")),
    case(
        "svg",
        "ok",
        "a drawing",
        "/i.svg",
        plain("<svg xmlns='http://www.w3.org/2000/svg'><title>404</title></svg>", "image/svg+xml"),
    ),
    case("zip", "ok", "an archive", "/a.zip", plain(b"PK\x03\x04" + bytes(999), "application/zip")),
    case("video", "ok", "a film", "/v.mp4", plain(b"\0\0\0 ftypisom" + bytes(999), "video/mp4")),
    case(
        "feed",
        "ok",
        "a feed",
        "/feed",
        plain("<?xml version='1.0'?><rss><channel><title>News</title></channel></rss>", "application/rss+xml"),
    ),
    case(
        "xhtml",
        "soft_404",
        "XHTML is read, too",
        "/x",
        plain(
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Page not found</title></head><body/></html>",
            "application/xhtml+xml",
        ),
    ),
    case(
        "untyped-html",
        "soft_404",
        "HTML without a type is read, too",
        "/x",
        plain("<!DOCTYPE HTML><title>Page not found</title>", None),
    ),
    case("type-odd", "ok", "a type that does not exist", "/x", plain(TEXT, "html")),
    case(
        "download",
        "ok",
        "a file to be saved",
        "/weights.bin",
        Reply(
            "200 OK",
            (("Content-Type", "application/octet-stream"), ("Content-Disposition", "attachment; filename=w.bin")),
            bytes(range(1, 200)),
        ),
    ),
)


def _sent(name: str, path: str, why: str, sent: str | None = None) -> Case:
    return case(name, "ok", why, f"http://{name}.test{path}", LESSON, sent=sent or path)


ADDRESSES: Final[tuple[Case, ...]] = (
    _sent("sent-slash", "/a%2Fb/c", "an encoded slash is no slash"),
    _sent("sent-lower", "/a%2fb%c3%a9", "nor are its letters to be changed"),
    _sent("sent-tilde", "/%7Eada/x", "an encoded tilde stays"),
    _sent("sent-tilde-plain", "/~ada/x", "and so does a tilde"),
    _sent("sent-plus", "/s?q=a+b%2Bc", "plus is no space, and not %2B"),
    _sent("sent-signed", "/f?X-Sig=ab%2Fcd%3D%3D&Expires=9&Policy=eyJ=&Key=A_B~", "a signed query"),
    _sent("sent-query-empty", "/a?", "an empty query"),
    _sent("sent-query-slashes", "/r?u=http://x.example/y?z=1", "an address in a query"),
    _sent("sent-query-bare", "/a?b&c&&d=", "parameters without values"),
    _sent("sent-root-query", "/?p=123", "a query at the root"),
    _sent("sent-double", "//a//b/", "double slashes"),
    _sent("sent-dots", "/a/../b/./c", "dots are the server's business"),
    _sent("sent-dots-encoded", "/a/%2e%2e/b", "encoded dots, too"),
    _sent("sent-brackets", "/a[1]/(b)/{c}", "brackets"),
    _sent("sent-pipe", "/a|b?x=1|2", "a pipe"),
    _sent("sent-marks", "/a'b!c*d;e=f,g:h@i$j&k", "all the other marks"),
    _sent("sent-quote", "/wiki/%22x%22", "quotes"),
    _sent("sent-percent", "/100%/x%zz", "a percent sign that encodes nothing"),
    _sent("sent-unicode", "/größe?q=日", "what is beyond ASCII is encoded as UTF-8", "/gr%C3%B6%C3%9Fe?q=%E6%97%A5"),
    _sent("sent-space", "/my%20file.html", "a space"),
    _sent("sent-parameters", "/a;v=1/b;jsessionid=7", "parameters in a path"),
    _sent("sent-backslash", "/a%5Cb", "an encoded backslash"),
    _sent("sent-long", "/" + "long/" * 1500 + "end", "seven thousand characters"),
    _sent("sent-long-query", "/s?" + "&".join(f"k{i}=v%2F{i}" for i in range(600)), "six hundred parameters"),
    _sent("sent-nul", "/a%00b", "an encoded zero"),
    case(
        "sent-fragment",
        "ok",
        "the fragment stays at home",
        "http://sent-fragment.test/a?b=c#top",
        LESSON,
        sent="/a?b=c",
    ),
    case("sent-bare", "ok", "no path at all", "http://sent-bare.test", LESSON, sent="/"),
    case("sent-bare-query", "ok", "a query and no path", "http://sent-bare-query.test?x=1", LESSON, sent="/?x=1"),
    case("idn", "ok", "a host beyond ASCII", "http://bücher.test/a", LESSON),
    case("idn-ascii", "ok", "the same in ASCII", "http://xn--mnchen-3ya.test/a", LESSON),
    case("host-capitals", "ok", "a host in capitals", "http://HOST-Capitals.test/a", LESSON),
    case("host-underscore", "ok", "a host with an underscore", "http://under_score.test/a", LESSON),
    case(
        "host-dot",
        "ok",
        "a host with a dot at its end",
        "http://host-dot.test./a",
        None,
        more={"host-dot.test": {"/a": LESSON}},
    ),
    case("user", "refused", "a password in an address", "http://me:secret@user.test/", LESSON),
    case("scheme-ftp", "refused", "a scheme that is not asked", "ftp://scheme-ftp.test/a"),
    case("scheme-mail", "refused", "no web address", "mailto:ada@example.org"),
    case("no-host", "refused", "no host", "http:///a"),
    case("bad-port", "refused|temporary", "a port that cannot be", "http://bad-port.test:99999/"),
    case("bad-host", "refused|gone", "a host that cannot be", "http://exa$mple.test/"),
    case("long-label", "refused|gone|temporary", "a name too long to be one", f"http://{'a' * 70}.test/"),
)

HTTP: Final[tuple[Case, ...]] = (
    case(
        "http10",
        "ok",
        "an old server",
        "/s",
        Reply("200 OK", (HTML,), TEXT, version="HTTP/1.0", framing="close", end="close"),
    ),
    case("http09", "temporary|ok", "no status, no headers: a page from 1991", "/s", _raw(TEXT)),
    case(
        "status-lower",
        "ok|temporary",
        "a status line in small letters; browsers take it",
        "/s",
        _raw(_ok(line=b"http/1.1 200 ok")),
    ),
    case("status-bare", "ok", "no words after the number", "/s", _raw(_ok(line=b"HTTP/1.1 200"))),
    case("status-words", "ok", "words beyond ASCII", "/s", _raw(_ok(line="HTTP/1.1 200 Très bien".encode("latin-1")))),
    case("status-none", "temporary", "a status that is no number", "/s", _raw(_ok(line=b"HTTP/1.1 abc OK"))),
    case("status-000", "temporary", "a status of zero", "/s", _raw(_ok(line=b"HTTP/1.1 000 Nothing"))),
    case("line-feeds", "ok", "lines that end as on Unix", "/s", _raw(_ok().replace(b"\r\n", b"\n"))),
    case(
        "early-hints",
        "ok",
        "103 before the answer",
        "/s",
        Reply("200 OK", (HTML,), TEXT, before=b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"),
    ),
    case(
        "continue",
        "ok",
        "100 three times, then the answer",
        "/s",
        Reply("200 OK", (HTML,), TEXT, before=b"HTTP/1.1 100 Continue\r\n\r\n" * 3),
    ),
    case(
        "hints-404",
        "gone",
        "103, then not found",
        "/s",
        Reply(
            "404 Not Found",
            (HTML,),
            b"<title>404</title>",
            before=b"HTTP/1.1 103 Early Hints\r\nContent-Type: text/plain\r\n\r\n",
        ),
    ),
    case(
        "switching",
        "temporary",
        "101, although nobody asked to",
        "/s",
        _raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nbinary"),
    ),
    case("no-answer", "temporary", "closes without a word", "/s", _raw(b"")),
    case("resets", "temporary", "resets without a word", "/s", _raw(b"", end="reset")),
    case(
        "resets-headers",
        "temporary",
        "resets within the headers",
        "/s",
        _raw(b"HTTP/1.1 200 OK\r\nContent-Ty", end="reset"),
    ),
    case(
        "resets-body",
        "ok",
        "breaks off within the page: it was there",
        "/s",
        Reply("200 OK", (HTML,), TEXT[:900], declared=9000, end="reset"),
    ),
    case("garbage", "temporary", "not HTTP", "/s", _raw(b"SSH-2.0-OpenSSH_9.6\r\n")),
    case("garbage-binary", "temporary", "noise", "/s", _raw(bytes(range(256)) * 40)),
    case(
        "length-long",
        "ok",
        "promises more than comes",
        "/s",
        Reply("200 OK", (HTML,), TEXT, declared=len(TEXT) + 500, end="close"),
    ),
    case(
        "length-short",
        "ok",
        "more comes than was promised",
        "/s",
        Reply("200 OK", (HTML,), TEXT, declared=300, end="close"),
    ),
    case("length-twice", "ok|temporary", "two different lengths", "/s", _raw(_ok(b"Content-Length: 7\r\n"))),
    case(
        "length-negative",
        "ok|temporary",
        "a length below zero",
        "/s",
        _raw(_ok().replace(b"Content-Length: ", b"Content-Length: -")),
    ),
    case(
        "length-words",
        "ok|temporary",
        "a length in words",
        "/s",
        _raw(_ok().replace(b"Content-Length: ", b"Content-Length: many ")),
    ),
    case("chunked", "ok", "in chunks", "/s", Reply("200 OK", (HTML,), TEXT, framing="chunked")),
    case(
        "chunked-cut",
        "ok",
        "chunks without an end",
        "/s",
        _raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
            % (len(TEXT), TEXT)
        ),
    ),
    case(
        "chunked-garbage",
        "ok",
        "garbage after the first chunk",
        "/s",
        _raw(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\nzzz\r\n"
            % (len(TEXT), TEXT)
        ),
    ),
    case(
        "chunked-nothing",
        "temporary",
        "garbage in place of chunks",
        "/s",
        _raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nnot chunks at all\r\n"),
    ),
    case(
        "headers-many",
        "ok",
        "three hundred headers",
        "/s",
        Reply("200 OK", (HTML, *((f"X-{i}", "v") for i in range(300))), TEXT),
    ),
    case(
        "headers-long",
        "ok",
        "a header of forty kilobytes, as policies are",
        "/s",
        Reply("200 OK", (HTML, ("Content-Security-Policy", "x" * 40_000)), TEXT),
    ),
    case(
        "headers-cookies",
        "ok",
        "a hundred cookies",
        "/s",
        Reply("200 OK", (HTML, *(("Set-Cookie", f"c{i}={'v' * 200}; Path=/") for i in range(100))), TEXT),
    ),
    case("headers-odd", "ok", "a line that is no header", "/s", _raw(_ok(b"this is no header\r\n"))),
    case("headers-folded", "ok", "a header on two lines", "/s", _raw(_ok(b"X-Long: one\r\n  two\r\n"))),
    case("headers-bytes", "ok", "bytes beyond ASCII in a header", "/s", _raw(_ok(b"X-Name: caf\xe9 \xff\r\n"))),
    case(
        "headers-last",
        "ok",
        "the headers that matter come last",
        "/a",
        {"/b": LESSON, "/a": Reply("302 Found", (*((f"X-{i}", "v") for i in range(700)), ("Location", "/b")))},
    ),
    case("extra-answer", "ok", "says more than it was asked for", "/s", _raw(_ok() + _ok(body=b"another"))),
    case(
        "head-then-nothing",
        "temporary",
        "says 200, and then nothing",
        "/s",
        _raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", end="hold"),
    ),
    case("never", "temporary", "takes the question and does not answer", "/s", _raw(b"", end="hold")),
    case("drip-headers", "temporary", "a byte of its headers now and then", "/s", Reply(raw=_ok(), drip=0.15)),
    case(
        "drip-body",
        "ok|temporary",
        "a byte of its page now and then",
        "/s",
        Reply(raw=_ok()[:90] + b"<title>x", drip=0.0, endless=b"a", tick=0.1),
    ),
    # What would fill the memory or take for ever.
    case(
        "endless-body",
        "ok",
        "a page without an end",
        "/s",
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Lesson</title><p>" + prose("x").encode(),
            endless=b"more and more of the same words " * 2048,
        ),
        heavy=True,
    ),
    case(
        "endless-missing",
        "soft_404",
        "the same, and it is not there",
        "/s",
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Page not found</title>",
            endless=b"<p>more and more of the same words " * 2048,
        ),
        heavy=True,
    ),
    case(
        "endless-fragment",
        "ok",
        "the same, and the part may come later",
        "/s#part",
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Lesson</title>",
            endless=b"<p>more and more of the same words " * 2048,
        ),
        heavy=True,
    ),
    case(
        "deep-tags",
        "ok",
        "tags that are never closed; browsers flatten them",
        "/s",
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Lesson</title>",
            endless=b"<div><b>" * 1024,
            most=128 * 1024,
        ),
        heavy=True,
    ),
    case(
        "endless-radio",
        "ok",
        "a radio station",
        "/live.mp3",
        Reply(raw=b"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n", endless=b"\xff\xfb\x90\x00" * 4096),
        heavy=True,
    ),
    case(
        "endless-headers",
        "temporary",
        "headers without an end",
        "/s",
        Reply(raw=b"HTTP/1.1 200 OK\r\n", endless=b"X-More: and more\r\n" * 2048),
        heavy=True,
    ),
    case(
        "endless-line",
        "temporary",
        "one header without an end",
        "/s",
        Reply(raw=b"HTTP/1.1 200 OK\r\nX-More: ", endless=b"and more " * 4096),
        heavy=True,
    ),
    case(
        "endless-status",
        "temporary",
        "a status line without an end",
        "/s",
        Reply(raw=b"HTTP/1.1 200 ", endless=b"very " * 8192),
        heavy=True,
    ),
    case(
        "endless-hints",
        "temporary",
        "Early Hints without an end",
        "/s",
        Reply(raw=b"", endless=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1024),
        heavy=True,
    ),
    case(
        "endless-trailers",
        "ok|temporary",
        "headers behind the page without an end",
        "/s",
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n"
            % (len(TEXT), TEXT),
            endless=b"X-More: and more\r\n" * 2048,
        ),
        heavy=True,
    ),
    case(
        "bomb",
        "ok",
        "a hundred megabytes in a hundred kilobytes",
        "/s",
        Reply("200 OK", (HTML, GZIP), BOMB),
        heavy=True,
    ),
    case(
        "bomb-double",
        "ok",
        "the same within another",
        "/s",
        Reply("200 OK", (HTML, ("Content-Encoding", "gzip, gzip")), BOMB_TWICE),
        heavy=True,
    ),
    case(
        "bomb-fragment",
        "ok",
        "the same, and a part is looked for",
        "/s#part",
        Reply("200 OK", (HTML, GZIP), BOMB),
        heavy=True,
    ),
    case(
        "bomb-codings",
        "ok|temporary",
        "a thousand codings",
        "/s",
        Reply("200 OK", (HTML, ("Content-Encoding", ", ".join(["gzip"] * 1000))), BOMB_TWICE),
        heavy=True,
    ),
)

TLS: Final[tuple[Case, ...]] = (
    case("tls", "ok", "a certificate that we trust", "https://tls.test/a", LESSON),
    case("tls-expired", "insecure", "expired", "https-expired://tls-expired.test/a", LESSON),
    case("tls-future", "insecure", "not valid yet", "https-future://tls-future.test/a", LESSON),
    case("tls-self", "insecure", "signed by itself", "https-self://tls-self.test/a", LESSON),
    case("tls-wrong", "insecure", "for another host", "https-wrong://tls-wrong.test/a", LESSON),
    case(
        "tls-untrusted", "insecure", "signed by nobody that we trust", "https-untrusted://tls-untrusted.test/a", LESSON
    ),
    case("tls-old", "insecure", "speaks only versions that are not safe", "https-old://tls-old.test/a", LESSON),
    case("tls-ancient", "insecure", "answers in TLS 1.0", "https-ancient://tls-ancient.test/a", LESSON),
    case("tls-plain", "temporary|insecure", "speaks plain HTTP there", "https-plain://tls-plain.test/a", LESSON),
    case("tls-cut", "temporary", "breaks off during the handshake", "https-cut://tls-cut.test/a", LESSON),
    case("tls-silent", "temporary", "says nothing to the handshake", "https-silent://tls-silent.test/a", LESSON),
    case(
        "tls-over-plain",
        "temporary",
        "TLS where plain HTTP is asked",
        "http://tls-over-plain.test/a",
        _raw(b"\x15\x03\x01\x00\x02\x02\x16"),
    ),
    case(
        "tls-known",
        "insecure",
        "good last time, expired since",
        "https-expired://tls-known.test/a",
        LESSON,
        earlier=was(),
    ),
)


def _named(name: str, verdict: str, why: str, said: DnsAnswer, **rest: object) -> Case:
    return case(name, verdict, why, f"http://{name}.example/a", dns={f"{name}.example": said}, **rest)  # type: ignore[arg-type]


NAMES: Final[tuple[Case, ...]] = (
    _named("dns-none", "gone", "the name does not exist; new, so it is said at once", "NXDOMAIN"),
    _named(
        "dns-none-first", "temporary", "it existed last time: one sighting is not enough", "NXDOMAIN", earlier=was()
    ),
    _named("dns-none-second", "gone", "two days without a name", "NXDOMAIN", earlier=was("temporary", missing=3)),
    _named("dns-no-address", "gone|temporary", "the name exists, and has no address", "NODATA"),
    _named("dns-fails", "temporary", "the DNS server has trouble", "SERVFAIL"),
    _named("dns-refuses", "temporary", "the DNS server does not want to", "REFUSED"),
    _named("dns-silent", "temporary", "the DNS server says nothing", "SILENCE"),
    _named("dns-garbage", "temporary", "the DNS server says nonsense", "GARBAGE"),
    _named("dns-private", "refused", "a public name for a private address", ("10.1.2.3",)),
    _named("dns-home", "refused", "a router at home", ("192.168.1.1",)),
    _named("dns-carrier", "refused", "a carrier's inner network", ("100.64.0.1",)),
    _named("dns-loopback", "refused", "a public name for this machine", ("127.0.0.2",)),
    _named("dns-metadata", "refused", "a public name for a cloud machine's secrets", ("169.254.169.254",)),
    _named("dns-zero", "refused", "the address of nobody, which is this machine", ("0.0.0.0",)),
    _named("dns-multicast", "refused", "an address of many", ("224.0.0.1",)),
    _named("dns-broadcast", "refused", "an address of all", ("255.255.255.255",)),
    _named("dns-link-local", "refused", "the next cable", ("fe80::1",)),
    _named("dns-unique-local", "refused", "a private network of IPv6", ("fd00::1",)),
    _named("dns-mapped", "refused", "a private address dressed as IPv6", ("::ffff:10.0.0.1",)),
    _named("dns-nat64", "refused", "the same, by another dress", ("64:ff9b::a9fe:a9fe",)),
    _named("dns-6to4", "refused", "the same, by a third", ("2002:a00:1::1",)),
    _named("dns-two", "refused|ok", "one address that may be asked, and one that may not", ("127.0.0.1", "10.0.0.1")),
    case(
        "dns-here",
        "ok",
        "a name that is looked up, and served",
        "http://dns-here.test/a",
        LESSON,
        dns={"dns-here.test": ("127.0.0.1",)},
    ),
    case(
        "dead-first",
        "ok",
        "the first of its addresses is dead; the second is not",
        "http://dead-first.test/a",
        LESSON,
        names={"dead-first.test": ("127.0.0.3", "127.0.0.1")},
    ),
    case("by-six", "ok", "an address of IPv6", "http://[::1]/a", LESSON),
    case("by-four", "ok", "an address without a name", "http://127.0.0.1/a", LESSON),
    case("nobody", "temporary", "nobody listens", "http-closed://nobody.test/a", LESSON),
    case("nobody-https", "temporary", "nobody listens there either", "https-closed://nobody-https.test/a", LESSON),
    case(
        "nobody-known",
        "temporary",
        "good last time, nobody listens now",
        "http-closed://nobody-known.test/a",
        LESSON,
        earlier=was(),
    ),
    case("silent", "temporary", "takes the connection and says nothing", "http-silent://silent.test/a", LESSON),
    case("literal-metadata", "refused", "a cloud machine's secrets", "http://169.254.169.254/latest/meta-data/"),
    case("literal-private", "refused", "a private address", "http://10.0.0.1/"),
    case("literal-six", "refused", "a link-local address", "http://[fe80::1]/"),
    case("literal-mapped", "refused", "a private address dressed as IPv6", "http://[::ffff:192.168.0.1]/"),
    case("literal-number", "refused", "an address as one number", "http://2852039166/"),
    case("literal-octal", "refused", "an address in octal", "http://0251.0376.0251.0376/"),
    case("literal-short", "refused", "an address with parts left out", "http://10.1/"),
    case("literal-hex", "refused|gone", "an address in hexadecimal", "http://0xa9fea9fe/"),
    case(
        "localhost-name",
        "refused",
        "this machine by a name below its own",
        "http://app.localhost/",
        dns={"app.localhost": ("127.0.0.2",)},
    ),
)

CASES: Final[tuple[Case, ...]] = (*CODINGS, *ADDRESSES, *HTTP, *TLS, *NAMES)
