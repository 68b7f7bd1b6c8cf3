//! The languages of code blocks, by all their names.

use super::lines::GRAMMARS;
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

/// The usual name of a language: `javascript` for `js`. None where neither the name nor a grammar is known.
pub(super) fn usual_name(written: &str) -> Option<String> {
    let lower = written.to_lowercase();
    let listed = NAMES
        .split("; ")
        .find(|names| names.split(' ').any(|name| name == lower))
        .and_then(|names| names.split(' ').next());
    match listed {
        Some(name) => Some(name.to_owned()),
        None => grammar(&lower).map(|_| lower),
    }
}

/// Whether code in a language can be told apart from unknown words.
pub(in super::super) fn is_known(written: &str) -> bool {
    written.is_empty() || usual_name(written).is_some()
}

/// The grammar for a usual name.
pub(super) fn grammar(name: &str) -> Option<&'static SyntaxReference> {
    if name == PLAIN {
        return None;
    }
    let known_as = GRAMMAR_NAMES.iter().find(|(usual, _)| *usual == name);
    GRAMMARS.find_syntax_by_token(known_as.map_or(name, |(_, here)| here))
}
