//! Models of people who want more than a page: each text in every place, in every format.
//!
//! What counts is that a page keeps its structure: the same titles as with a harmless text, no markup or request that we
//! did not write, no link that leads elsewhere than to the web, to mail or to a page of ours.

use awsmodel_codegen::ir;
use awsmodel_runtime::dialect;
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};

use super::tests::service;
use super::*;

const TEXTS: &[&str] = &[
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<java&Tab;script:alert(1)>)",
    "[x](<&#1;javascript:alert(1)>) [y](<&#32;javascript:z>)",
    "[x](vbscript:x) [y](data:text/html;base64,x) [z](file:///etc/passwd) [w](//w.example)",
    "[x][r] ![i](javascript:x)\n\n[r]: javascript:x",
    "<javascript:alert(1)> <ftp://x.example/y> ftp://x.example/y javascript:alert(1)",
    "[x](https://x.example/\"onclick=alert(1)) [y](<https://x.example/> onerror=x>) [z](https://x.example/a_)",
    "[`` ` `` <b>*](https://x.example/`%29<javascript:x>)",
    "[a. b](javascript:x)",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt; \\<script>",
    "`</code><script>x</script>` `` ``` ``",
    "```\n</code></pre><script>x</script>\n``` ` ```` \n```",
    "~~~~\n```\n# Title\n~~~~",
    "a&#10;# Title&#10;&#10;- x&#13;.. raw:: html",
    "\\# Title\n\n\\- x\n\n1\\. y\n\n\\===\n\n\\> z",
    "Title\n=====\n\n# Other\n\n---\n\n***",
    ".. raw:: html\n\n   x",
    "&#46;. include:: /etc/passwd",
    ".. _x: javascript:y",
    "a&#10;&#10;.. include:: /etc/passwd&#10;",
    "a::\n\nb",
    "\\=\\=\\=\\=\\=\\=",
    "\\*a `` `x <javascript:y>`__ `` \\`x\\`_ \\|s\\| x__ [1]_ \\:raw:\\`x\\`",
    ":field: x",
    "A. x\n\n(iv) y\n\n\\#. z\n\n>>> x\n\n\\+\\-\\-\\+",
    ".so /etc/passwd",
    "a&#10;.so /etc/passwd&#10;'so x",
    "****.so x\n\n** **.so x\n\n[](https://x.example).so x",
    "'sy rm -rf x\n\n\\\\*(Aq \\\\n(.g \\\\!x \\\\fB \\\\\"",
    "\u{2028}.so x\u{85}.so x\u{b}# x\u{c}.. x\u{0}\u{1b}]0;x\u{7}\u{200b}",
    "\"\n.so x\n\" '\n``\n```\n",
    "```\n```\n\n```\n  \n\n```\n\n    \n\n-\n-\n\n![](x)\n\n[](javascript:x)",
    "",
    " ",
    "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x",
];

/// The fixture with a text in every place that a model fills.
fn program_with(text: &str) -> &'static Program {
    let mut service = service();
    let set = |place: &mut String| text.clone_into(place);
    for place in [&mut service.full_name, &mut service.uid, &mut service.api_version, &mut service.docs] {
        set(place);
    }
    for operation in &mut service.operations {
        set(&mut operation.docs);
        operation.examples =
            vec![ir::Example { title: text.into(), command: text.into(), output: text.into() }];
        for own in [&mut operation.input, &mut operation.output].into_iter().flatten() {
            own.own.iter_mut().for_each(|s| structure(s, text));
        }
    }
    for ty in &mut service.types {
        match ty {
            ir::Type::Structure(s) => structure(s, text),
            ir::Type::Enum(e) => e.variants.iter_mut().for_each(|v| {
                set(&mut v.value);
                set(&mut v.docs);
            }),
        }
    }
    service.plain.iter_mut().for_each(|shape| shape.limits.pattern = Some(text.into()));
    service.errors.iter_mut().for_each(|error| set(&mut error.code));
    tables::program(&service)
}

fn structure(s: &mut ir::Structure, text: &str) {
    text.clone_into(&mut s.docs);
    s.fields.iter_mut().for_each(|f| text.clone_into(&mut f.docs));
}

/// All pages for each text, beside those of a harmless one.
fn every(format: Format, era: Era, check: impl Fn(&str, &str, &str)) {
    let made = |text: &str| {
        pages(program_with(text), None, None, &[], Form { format, era, dialect: &dialect::V2 }).unwrap()
    };
    let harmless = made("x");
    for text in TEXTS {
        let hostile = made(text);
        assert_eq!(hostile.keys().collect::<Vec<_>>(), harmless.keys().collect::<Vec<_>>());
        for (name, page) in hostile.iter().filter(|(name, _)| name.extension().is_none_or(|e| e != "js")) {
            check(text, &harmless[name], page);
        }
    }
}

fn is_web(address: &str) -> bool {
    ["http://", "https://", "mailto:", "#"].iter().any(|start| address.to_lowercase().starts_with(start))
}

#[test]
fn html_keeps_its_tags() {
    let tags = |page: &str| {
        let tags = page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap().to_owned());
        tags.collect::<Vec<String>>()
    };
    let own = ["p", "ul", "li", "em", "strong", "pre", "code", "a", "div", "dl", "dt", "dd", "span"];
    every(Format::Html, Era::Present, |text, harmless, page| {
        let known = tags(harmless);
        for tag in tags(page).iter().filter(|tag| !known.contains(tag)) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap();
            let address = tag.strip_prefix("a href=\"").map(|rest| rest.split('"').next().unwrap());
            let is_fine = match address {
                Some(address) => is_web(address) && tag.matches('"').count() == 2,
                None => {
                    own.contains(&name) && !tag.contains(" on")
                        || tag.starts_with("meta name=\"description\"")
                }
            };
            assert!(is_fine, "{text:?}: <{tag}>");
        }
        let count = |page: &str, tag: &str| page.matches(tag).count();
        for tag in ["<script", "<h1", "<h2", "<section", "<link", "<main", "</main"] {
            assert_eq!(count(page, tag), count(harmless, tag), "{text:?}: {tag}");
        }
    });
}

#[test]
fn markdown_keeps_its_titles() {
    let titles =
        |page: &str| page.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
    every(Format::Md, Era::Present, |text, harmless, page| {
        let mut seen = 0;
        for event in Parser::new_ext(page, Extensions::all()) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{text:?}: {html}\n{page}"),
                Event::Start(Tag::Image { dest_url, .. }) => panic!("{text:?}: {dest_url}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(is_web(&dest_url) || dest_url.ends_with(".md"), "{text:?}: {dest_url}");
                }
                Event::Start(Tag::Heading { .. }) => seen += 1,
                _ => {}
            }
        }
        assert_eq!(seen, titles(harmless).len(), "{text:?}");
    });
}

#[test]
fn manual_pages_keep_their_requests() {
    let known = ["TH", "SH", "PP", "TP", "IP", "RS", "RE", "nf", "fi", "nh", "ad"];
    every(Format::Man, Era::Present, |text, harmless, page| {
        for line in page.lines().filter(|line| line.starts_with(['.', '\''])) {
            let request = line[1..].split(' ').next().unwrap();
            assert!(line.starts_with('.') && known.contains(&request), "{text:?}: {line}");
        }
        let titles = |page: &str| page.lines().filter(|line| line.starts_with(".SH")).count();
        assert_eq!(titles(page), titles(harmless), "{text:?}");
        assert!(page.lines().next().unwrap().matches('"').count() % 2 == 0, "{text:?}");
    });
}

#[test]
fn rest_keeps_its_directives() {
    for era in [Era::Seed, Era::Present] {
        let own = [".. meta::", ".. toctree::", ".. _cli:aws "];
        let special = |page: &str| {
            let lines = page.lines().map(str::trim_start);
            let directives = lines.clone().filter(|line| own.iter().any(|o| line.starts_with(o))).count();
            (directives, lines.filter(|line| line.starts_with("====")).count())
        };
        every(Format::Rst, era, |text, harmless, page| {
            let mut literal = None;
            for line in page.lines() {
                let indent = line.len() - line.trim_start().len();
                // What stands deeper than a `::` is literal.
                if line.trim().is_empty() || literal.is_some_and(|depth| indent > depth) {
                    continue;
                }
                literal = line.ends_with("::").then_some(indent);
                let line = line.trim_start();
                let line = line.strip_prefix("* ").unwrap_or(line);
                assert!(
                    !line.starts_with("..") || own.iter().any(|o| line.starts_with(o)),
                    "{text:?}: {line}"
                );
                for target in line.split(" <").skip(1).filter_map(|rest| rest.split_once(">`")) {
                    assert!(
                        is_web(target.0) || target.0.starts_with("cli:") || target.0.starts_with('/'),
                        "{text:?}: {line}"
                    );
                }
            }
            if !text.contains("====") {
                assert_eq!(special(page), special(harmless), "{text:?}");
            }
        });
    }
}

/// The fixture with its first operation called otherwise.
fn called(operation: &str, command: &str) -> &'static Program {
    let mut service = service();
    let mut other = self::service().operations.remove(0);
    (other.name, other.command) = (operation.into(), command.into());
    service.operations.push(other);
    tables::program(&service)
}

#[test]
fn pages_have_names_that_are_theirs_alone() {
    let form = |format| Form { format, era: Era::Present, dialect: &dialect::V2 };
    for (format, ending) in [(Format::Rst, "rst"), (Format::Md, "md"), (Format::Html, "html")] {
        for (operation, command) in [("Index", "index"), ("Con", "con"), ("LPT1", "lpt1")] {
            let pages = pages(called(operation, command), None, None, &[], form(format)).unwrap();
            let page = &pages[std::path::Path::new(&format!("{command}-command.{ending}"))];
            let list = &pages[std::path::Path::new(&format!("index.{ending}"))];
            assert!(page != list && list.contains(&format!("{command}-command")), "{command}.{ending}");
        }
    }
    for format in [Format::Rst, Format::Md, Format::Html, Format::Man] {
        let said = |operation, command| {
            pages(called(operation, command), None, None, &[], form(format)).unwrap_err().to_string()
        };
        assert_eq!(
            said("../../PWN", "../../-pwn"),
            "operation \"../../PWN\": no page can be called \"../../-pwn\""
        );
        for command in
            ["", ".", "..", "/etc/passwd", "a/b", "a\\b", "a\nb", "c:", "é", ".hidden", "a.", "<b>"]
        {
            assert!(said("X", command).starts_with("operation \"X\": no page can be called"), "{command:?}");
        }
        let twice = "operations \"LendBook\" and \"X\" have one page: \"Lend-Book\"";
        assert_eq!(said("X", "Lend-Book"), twice);
        let mut service = service();
        service.program = "../x".into();
        let said = pages(tables::program(&service), None, None, &[], form(format)).unwrap_err().to_string();
        assert!(said.starts_with("the program cannot be called \"../x\""), "{said}");
    }
}
