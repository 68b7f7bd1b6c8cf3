//! Addresses and digests of pages and files.

use super::{absent, flag, optional, required, unexpected};
use crate::config::Config;
use crate::memo::{Answer, FoundFile, Read, ask};
use crate::text;
use crate::theme::lang_or_current;
use crate::theme::problem::Problem;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value};

pub fn register(tera: &mut Tera, config: &Arc<Config>) {
    let config = Arc::clone(config);
    tera.register_function("get_url", move |kwargs: Kwargs, _: &State| {
        get_url(&kwargs, &config)
    });
    tera.register_function("get_hash", get_hash);
}

/// Hexadecimal digits of a digest that an address bears: 80 bits.
const CACHEBUST_DIGITS: usize = 20;

fn get_url(kwargs: &Kwargs, config: &Config) -> TeraResult<Value> {
    let path = required(kwargs, "get_url", "path")?;
    let given_lang = optional(kwargs, "lang")?;
    if path.starts_with("@/") {
        let url = url(&path, &lang_or_current(given_lang))?;
        return Ok(Value::safe_string(&url));
    }
    let lang = given_lang
        .filter(|lang| !path.trim_start_matches('/').starts_with(lang.as_ref()))
        .unwrap_or(Cow::Borrowed(config.default_language.as_str()));
    let mut url = url(&path, &lang)?;
    if flag(kwargs, "trailing_slash", false)? {
        if !url.ends_with('/') && !url.contains('#') && !is_feed(&path, config) {
            url.push('/');
        }
    } else if url.ends_with('/') {
        url.pop();
    }
    if flag(kwargs, "cachebust", false)? {
        let file = if lang == config.default_language {
            file(&path)?
        } else {
            file(&format!("{lang}/{}", path.trim_start_matches('/'))).or_else(|_| file(&path))?
        };
        let digest = hex(&Sha256::digest(file.bytes.as_slice()));
        url.push_str("?h=");
        url.push_str(&digest[..CACHEBUST_DIGITS]);
    }
    Ok(Value::safe_string(&url))
}

fn url(path: &str, lang: &str) -> TeraResult<String> {
    let answer = ask(Read::Url {
        path: Cow::Borrowed(path),
        lang: Cow::Borrowed(lang),
    });
    match answer {
        Answer::Value(value) => Ok(value.to_string()),
        Answer::Missing { message, help } => Err(absent("template.unknown-page", message, help)),
        _ => Err(unexpected()),
    }
}

fn is_feed(path: &str, config: &Config) -> bool {
    config
        .languages
        .values()
        .flat_map(|language| &language.feed_filenames)
        .any(|name| path.ends_with(name.as_str()))
}

/// A file of the site.
pub fn file(path: &str) -> TeraResult<Arc<FoundFile>> {
    match ask(Read::File {
        path: Cow::Borrowed(path),
    }) {
        Answer::File(file) => Ok(file),
        Answer::Missing { message, help } => Err(absent("template.missing-file", message, help)),
        _ => Err(unexpected()),
    }
}

fn get_hash(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let path = optional(&kwargs, "path")?;
    let literal = optional(&kwargs, "literal")?;
    let found;
    let bytes = match (&path, &literal) {
        (Some(path), None) => {
            found = file(path)?;
            found.bytes.as_slice()
        }
        (None, Some(literal)) => literal.as_bytes(),
        _ => {
            return Err(Problem::new(
                "template.arguments",
                text!(
                    fr: "« get_hash » prend soit « path », soit « literal ».",
                    en: "“get_hash” takes either “path” or “literal”."
                ),
            )
            .into());
        }
    };
    let digest = match kwargs.get::<u64>("sha_type")?.unwrap_or(384) {
        256 => Sha256::digest(bytes).to_vec(),
        384 => Sha384::digest(bytes).to_vec(),
        512 => Sha512::digest(bytes).to_vec(),
        _ => {
            return Err(Problem::new(
                "template.arguments",
                text!(
                    fr: "« sha_type » doit être 256, 384 ou 512.",
                    en: "“sha_type” must be 256, 384 or 512."
                ),
            )
            .into());
        }
    };
    Ok(if flag(&kwargs, "base64", true)? {
        STANDARD.encode(digest)
    } else {
        hex(&digest)
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
