//! The languages of code blocks, by all their names.

use super::lines::GRAMMARS;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};
use syntect::parsing::SyntaxReference;

/// What a block without a language is called.
pub(super) const PLAIN: &str = "plain";

/// Names of languages, each followed by its other names; in the vocabulary of Zola 0.23.
const NAMES: &str = "abap; actionscript-3; ada; ahk ahk1; ahk2; angular-html; angular-ts; apache; apex; apl; \
applescript; ara; asciidoc adoc; asm; astro; awk; ballerina; bat batch; beancount; berry be; bibtex; bicep; \
bird2 bird; blade; bsl 1c; c; c3; cadence cdc; cairo; chapel chpl; clarity; clojure clj; cmake; cobol; codeowners; \
codeql ql; coffee coffeescript; common-lisp lisp; coq; cpp c++; crystal; csharp c# cs; css; csv; cue; cypher cql; d; \
dart; dax; desktop; diff; docker dockerfile; dotenv; dream-maker; edge; elixir; elm; emacs-lisp elisp; erb; \
erlang erl; fennel; fish; fluent ftl; fortran-fixed-form f for f77; fortran-free-form f90 f95 f03 f08 f18; \
fsharp f# fs; gdresource tscn tres; gdscript gd; gdshader; genie; gherkin; git-commit; git-rebase; gleam; \
glimmer-js gjs; glimmer-ts gts; glsl; gn; gnuplot; go; graphql gql; groovy; hack; haml; handlebars hbs; haskell hs; \
haxe; hcl; hjson; hlsl; html; html-derivative; http; hurl; hxml; hy; imba; ini properties; java; \
javascript js cjs mjs; jinja; jison; json; json5; jsonc; jsonl; jsonnet; jssm fsl; jsx; julia jl; just; kdl; \
kotlin kt kts; kusto kql; latex; lean lean4; less; liquid; llvm; log; logo; lua; luau; make makefile; markdown md; \
marko; matlab; mdc; mdx; mermaid mmd; mipsasm mips; mojo; moonbit mbt mbti; move; narrat nar; nextflow nf; \
nextflow-groovy; nginx; nim; nix; nushell nu; objective-c objc; objective-cpp; ocaml; odin; openscad scad; org; \
pascal; perl; php; pkl; plain txt text; plsql; po pot potx; polar; postcss; powerquery; powershell ps ps1; prisma; \
prolog; proto protobuf; pug jade; puppet; purescript; python py; qml; qmldir; qss; r; racket; raku perl6; razor; reg; \
regexp regex; rel; riscv; ron; rosmsg; rst; ruby rb; rust rs; sas; sass; scala; scheme; scss; sdbl 1c-query; \
shaderlab shader; shellscript bash sh shell zsh; shellsession console; smalltalk; solidity; soy closure-templates; \
sparql; splunk spl; sql; ssh-config; stata; stylus styl; surrealql surql; svelte; swift; system-verilog; systemd; \
talonscript talon; tasl; tcl; templ; terraform tf tfvars; tex; toml; ts-tags lit; tsv; tsx; turtle; twig; \
typescript ts cts mts; typespec tsp; typst typ; v; vala; vb cmd; verilog; vhdl; viml vim vimscript; vue; vue-html; \
vue-vine; vyper vy; wasm; wenyan; wgsl; wikitext mediawiki wiki; wit; wolfram wl; xml; xsl; yaml yml; zenscript; zig";

/// Names that are remembered.
const MOST_LANGUAGES: usize = 1000;

/// Languages whose grammar goes by another name here.
const GRAMMAR_NAMES: &[(&str, &str)] = &[
    ("shellscript", "bash"),
    ("shellsession", "bash"),
    ("jinja", "jinja2"),
    ("twig", "twig"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "js"),
    ("docker", "dockerfile"),
    ("make", "makefile"),
    ("csharp", "cs"),
    ("fsharp", "fs"),
    ("viml", "vim"),
    ("common-lisp", "lisp"),
    ("emacs-lisp", "lisp"),
    ("regexp", "re"),
    ("terraform", "tf"),
    ("objective-c", "m"),
    ("objective-cpp", "mm"),
    ("system-verilog", "sv"),
    ("latex", "tex"),
    ("postcss", "css"),
    ("ini", "ini"),
    ("powershell", "ps1"),
];

/// A language of code blocks.
#[derive(Clone, Copy)]
pub(super) struct Language {
    /// Its usual name, `javascript` for `js`; none for a language that Zola does not name.
    pub name: Option<&'static str>,
    /// None where there is none, or for plain text.
    pub grammar: Option<&'static SyntaxReference>,
}

/// The language that a writer means.
pub(super) fn language(written: &str) -> Language {
    static KNOWN: LazyLock<RwLock<HashMap<String, Language>>> = LazyLock::new(RwLock::default);
    let known = {
        let languages = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        languages.get(written).copied()
    };
    known.unwrap_or_else(|| {
        let language = find(&written.to_lowercase());
        let mut languages = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        if languages.len() < MOST_LANGUAGES {
            languages.insert(written.to_owned(), language);
        }
        language
    })
}

fn find(written: &str) -> Language {
    let name = NAMES
        .split("; ")
        .find(|names| names.split(' ').any(|name| name == written))
        .and_then(|names| names.split(' ').next());
    let usual = name.unwrap_or(written);
    if usual == PLAIN || usual.is_empty() {
        let name = Some(PLAIN);
        return Language {
            name,
            grammar: None,
        };
    }
    let known_as = GRAMMAR_NAMES.iter().find(|(name, _)| *name == usual);
    let token = known_as.map_or(usual, |(_, here)| here);
    Language {
        name,
        grammar: GRAMMARS.find_syntax_by_token(token),
    }
}

/// Whether a language is known by name, or its code can be told apart.
pub(in super::super) fn is_known(written: &str) -> bool {
    let language = language(written);
    language.name.is_some() || language.grammar.is_some()
}
