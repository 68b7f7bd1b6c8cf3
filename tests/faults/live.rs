//! What a browser would run in a piece of HTML, as its own tokenizer sees it.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Elements that run, load or take over something.
const ELEMENTS: [&str; 11] = [
    "applet", "base", "embed", "form", "frame", "iframe", "link", "object", "script", "style",
    "svg",
];

/// Attributes that hold an address.
const ADDRESSES: [&str; 10] = [
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "poster",
    "src",
    "srcset",
    "xlink:href",
];

/// Schemes that run something or stand for a whole document.
const SCHEMES: [&str; 3] = ["javascript:", "vbscript:", "data:"];

/// Every tag that would run, load or take over something, as it would be told.
pub fn live(html: &str) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tags(RefCell<Vec<String>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        self.0.borrow_mut().extend(of(&tag));
        match &*tag.name {
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

fn of(tag: &Tag) -> Option<String> {
    let name = &*tag.name;
    let refreshes = |name: &str, value: &str| {
        name == "http-equiv" && value.trim().eq_ignore_ascii_case("refresh")
    };
    let bad = tag.attrs.iter().find(|attribute| {
        let (name, value) = (&*attribute.name.local, &*attribute.value);
        let address: String = value
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect::<String>()
            .to_lowercase();
        let runs = SCHEMES
            .iter()
            .any(|scheme| address.split(',').any(|one| one.starts_with(scheme)));
        name.starts_with("on")
            || name == "srcdoc"
            || refreshes(name, value)
            || ADDRESSES.contains(&name) && runs
            || name == "style" && address.contains("javascript:")
    });
    if let Some(attribute) = bad {
        let (name_of, value) = (&attribute.name.local, &attribute.value);
        return Some(format!("<{name} {name_of}={value:?}>"));
    }
    ELEMENTS.contains(&name).then(|| format!("<{name}>"))
}
