//! The kinds of words that code is made of.

use std::sync::LazyLock;
use syntect::parsing::Scope;

/// What a word in code is, as far as colours go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Plain,
    Comment,
    Text,
    Escape,
    Number,
    Constant,
    Keyword,
    Operator,
    Function,
    Type,
    Parameter,
    Tag,
    Attribute,
    Property,
    Heading,
    Bold,
    Italic,
    Link,
    Inserted,
    Deleted,
    Invalid,
}

/// Every kind that has a class: the kind, its class, and the scope by which a theme knows it.
pub(super) const KINDS: &[(Kind, &str, &str)] = &[
    (Kind::Comment, "z-comment", "comment.line"),
    (Kind::Text, "z-string", "string.quoted.double"),
    (Kind::Escape, "z-escape", "constant.character.escape"),
    (Kind::Number, "z-number", "constant.numeric"),
    (Kind::Constant, "z-constant", "constant.language"),
    (Kind::Keyword, "z-keyword", "keyword.control"),
    (Kind::Operator, "z-operator", "keyword.operator"),
    (Kind::Function, "z-function", "entity.name.function"),
    (Kind::Type, "z-type", "entity.name.type"),
    (Kind::Parameter, "z-parameter", "variable.parameter"),
    (Kind::Tag, "z-tag", "entity.name.tag"),
    (
        Kind::Attribute,
        "z-attribute",
        "entity.other.attribute-name",
    ),
    (Kind::Property, "z-property", "support.type.property-name"),
    (Kind::Heading, "z-heading", "markup.heading"),
    (Kind::Bold, "z-bold", "markup.bold"),
    (Kind::Italic, "z-italic", "markup.italic"),
    (Kind::Link, "z-link", "markup.underline.link"),
    (Kind::Inserted, "z-inserted", "markup.inserted"),
    (Kind::Deleted, "z-deleted", "markup.deleted"),
    (Kind::Invalid, "z-invalid", "invalid.illegal"),
];

impl Kind {
    /// Its class; none for what has no colour.
    pub fn class(self) -> Option<&'static str> {
        KINDS
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map(|(_, class, _)| *class)
    }
}

/// Beginnings of scopes and what they mean; of several that fit, the longest counts.
const MEANINGS: &[(&str, Kind)] = &[
    ("comment", Kind::Comment),
    ("punctuation.definition.comment", Kind::Comment),
    ("string", Kind::Text),
    ("punctuation.definition.string", Kind::Text),
    ("markup.raw", Kind::Text),
    ("constant.character.escape", Kind::Escape),
    ("constant.other.placeholder", Kind::Escape),
    ("constant.numeric", Kind::Number),
    ("constant", Kind::Constant),
    ("entity.name.constant", Kind::Constant),
    ("variable.language", Kind::Constant),
    ("keyword", Kind::Keyword),
    ("keyword.operator", Kind::Operator),
    ("keyword.operator.word", Kind::Keyword),
    ("storage", Kind::Keyword),
    ("entity.name", Kind::Function),
    ("variable.function", Kind::Function),
    ("support.function", Kind::Function),
    ("support.macro", Kind::Function),
    ("entity.name.type", Kind::Type),
    ("entity.name.class", Kind::Type),
    ("entity.name.struct", Kind::Type),
    ("entity.name.enum", Kind::Type),
    ("entity.name.trait", Kind::Type),
    ("entity.name.interface", Kind::Type),
    ("entity.name.namespace", Kind::Type),
    ("entity.name.module", Kind::Type),
    ("entity.other.inherited-class", Kind::Type),
    ("support.class", Kind::Type),
    ("support.type", Kind::Type),
    ("support.constant", Kind::Constant),
    ("variable.parameter", Kind::Parameter),
    ("entity.name.tag", Kind::Tag),
    ("entity.other.attribute-name", Kind::Attribute),
    ("support.type.property-name", Kind::Property),
    ("meta.mapping.key", Kind::Property),
    ("variable.other.member", Kind::Property),
    ("markup.heading", Kind::Heading),
    ("entity.name.section", Kind::Heading),
    ("markup.bold", Kind::Bold),
    ("markup.italic", Kind::Italic),
    ("markup.underline.link", Kind::Link),
    ("markup.inserted", Kind::Inserted),
    ("markup.deleted", Kind::Deleted),
    ("invalid", Kind::Invalid),
];

/// What a word is, from the scopes it stands in, the outermost first.
pub(super) fn kind(scopes: &[Scope]) -> Kind {
    static BEGINNINGS: LazyLock<Vec<(Scope, Kind)>> = LazyLock::new(|| {
        MEANINGS
            .iter()
            .filter_map(|(scope, kind)| Some((Scope::new(scope).ok()?, *kind)))
            .collect()
    });
    let meaning = |scope: &Scope| {
        BEGINNINGS
            .iter()
            .filter(|(beginning, _)| beginning.is_prefix_of(*scope))
            .max_by_key(|(beginning, _)| beginning.len())
            .map(|(_, kind)| *kind)
    };
    scopes.iter().rev().find_map(meaning).unwrap_or(Kind::Plain)
}
