//! Images: their size, and resized copies.

use super::{absent, flag, optional, required, unexpected};
use crate::config::{Config, Dialect};
use crate::fingerprint::Fingerprint;
use crate::images::{ImageFacts, ImageRequest, Operation, TargetFormat, resized};
use crate::memo::{self, Answer, Read, ask};
use crate::report::{did_you_mean, nearest};
use crate::text;
use crate::theme::problem::Problem;
use std::borrow::Cow;
use std::sync::Arc;
use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, TeraResult, Value};

/// Where resized images are published.
const FOLDER: &str = "processed_images";

/// How many letters of the original's name the resized one bears.
const LONGEST_STEM: usize = 80;

const OPERATIONS: [&str; 5] = ["fill", "fit", "fit_width", "fit_height", "scale"];
const FORMATS: [&str; 6] = ["auto", "jpeg", "jpg", "png", "webp", "avif"];

pub fn register(tera: &mut Tera, config: &Arc<Config>) {
    let config = Arc::clone(config);
    tera.register_function("resize_image", move |kwargs: Kwargs, _: &State| {
        resize_image(&kwargs, &config)
    });
    tera.register_function("get_image_metadata", get_image_metadata);
}

fn resize_image(kwargs: &Kwargs, config: &Config) -> TeraResult<Value> {
    let path = required(kwargs, "resize_image", "path")?;
    let operation = operation(kwargs)?;
    let wanted = optional(kwargs, "format")?.unwrap_or("auto".into());
    let facts = image(&path, false)?.ok_or_else(unexpected)?;
    if facts.format == "svg" {
        return Err(Problem::new(
            "image.not-resizable",
            text!(
                fr: "« {path} » est un dessin SVG : il n'a pas besoin d'être redimensionné.",
                en: "“{path}” is an SVG drawing: it does not need to be resized."
            ),
        )
        .help(text!(
            fr: "Utilisez-le tel quel, avec « get_url ».",
            en: "Use it as it is, with “get_url”."
        ))
        .into());
    }
    let format = format(&wanted, &facts)?;
    let quality = in_range(
        kwargs,
        "quality",
        if format == TargetFormat::Webp { 0 } else { 1 },
        100,
    )?;
    let speed = in_range(kwargs, "speed", 1, 10)?;
    let (width, height) = resized(operation, facts.width, facts.height);
    let identity = Fingerprint::of(&(
        &facts.path,
        facts.content,
        operation,
        format,
        quality,
        speed,
    ));
    let stem = stem(&facts.path, config.dialect);
    let short = identity.0 >> 64;
    let output = format!("{FOLDER}/{stem}.{short:016x}.{}", format.extension());
    let url = format!("{}/{output}", config.base_url);
    let answer = map([
        ("height", Value::from(height)),
        ("orig_height", Value::from(facts.height)),
        ("orig_width", Value::from(facts.width)),
        ("static_path", Value::from(format!("static/{output}"))),
        ("url", Value::from(url)),
        ("width", Value::from(width)),
    ]);
    memo::want_image(ImageRequest {
        source: facts.path,
        content: facts.content,
        output,
        operation,
        format,
        quality,
        speed,
    });
    Ok(answer)
}

fn get_image_metadata(kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let path = required(&kwargs, "get_image_metadata", "path")?;
    let optional = flag(&kwargs, "allow_missing", false)?;
    let Some(facts) = image(&path, optional)? else {
        return Ok(Value::none());
    };
    let format = if facts.format == "jpeg" {
        "jpg"
    } else {
        &facts.format
    };
    Ok(map([
        ("created", Value::from(facts.created)),
        ("description", Value::from(facts.description)),
        ("format", Value::from(format)),
        ("height", Value::from(facts.height)),
        ("mime", Value::from(facts.mime)),
        ("width", Value::from(facts.width)),
    ]))
}

/// The facts about an image; none where there is no such file and `optional` allows that.
fn image(path: &str, optional: bool) -> TeraResult<Option<ImageFacts>> {
    match ask(Read::Image {
        path: Cow::Borrowed(path),
    }) {
        Answer::Image(facts) => Ok(Some(facts)),
        Answer::Damaged(finding) => Err(Problem::from(*finding).into()),
        Answer::Missing { .. } if optional => Ok(None),
        Answer::Missing { message, help } => Err(absent("image.missing", message, help)),
        _ => Err(unexpected()),
    }
}

fn operation(kwargs: &Kwargs) -> TeraResult<Operation> {
    let name = optional(kwargs, "op")?.unwrap_or("fill".into());
    let width = || side(kwargs, &name, "width");
    let height = || side(kwargs, &name, "height");
    Ok(match name.as_ref() {
        "fill" => Operation::Fill {
            width: width()?,
            height: height()?,
        },
        "fit" => Operation::Fit {
            width: width()?,
            height: height()?,
        },
        "scale" => Operation::Scale {
            width: width()?,
            height: height()?,
        },
        "fit_width" => Operation::FitWidth { width: width()? },
        "fit_height" => Operation::FitHeight { height: height()? },
        _ => return Err(unknown_choice("op", &name, &OPERATIONS)),
    })
}

/// A width or height that the operation needs. What it does not need may be anything.
fn side(kwargs: &Kwargs, operation: &str, name: &'static str) -> TeraResult<u32> {
    if optional(kwargs, name)?.is_none() {
        return Err(missing_side(operation, name));
    }
    match kwargs.get::<u32>(name)? {
        Some(side @ 1..=MAX_SIDE) => Ok(side),
        _ => Err(Problem::new(
            "image.size",
            text!(
                fr: "« {name} » doit être entre 1 et {MAX_SIDE} pixels.",
                en: "“{name}” must be between 1 and {MAX_SIDE} pixels."
            ),
        )
        .into()),
    }
}

/// Pixels; WebP and AVIF know nothing larger.
const MAX_SIDE: u32 = 16_383;

fn missing_side(operation: &str, name: &str) -> tera::Error {
    Problem::new(
        "template.missing-argument",
        text!(
            fr: "« resize_image » avec op=\"{operation}\" a besoin de « {name} ».",
            en: "“resize_image” with op=\"{operation}\" needs “{name}”."
        ),
    )
    .into()
}

fn unknown_choice(argument: &str, given: &str, choices: &[&str]) -> tera::Error {
    let list = choices.join(", ");
    let help = match nearest(given, choices.iter().copied()) {
        Some(near) => did_you_mean(near),
        None => text!(fr: "Au choix : {list}.", en: "One of: {list}."),
    };
    Problem::new(
        "template.arguments",
        text!(
            fr: "« {given} » ne convient pas pour « {argument} ».",
            en: "“{given}” does not fit “{argument}”."
        ),
    )
    .help(help)
    .into()
}

fn format(wanted: &str, facts: &ImageFacts) -> TeraResult<TargetFormat> {
    let lossless = matches!(facts.format.as_str(), "png" | "bmp");
    Ok(match wanted {
        "auto" if lossless => TargetFormat::Png,
        "auto" | "jpeg" | "jpg" => TargetFormat::Jpeg,
        "png" => TargetFormat::Png,
        "webp" => TargetFormat::Webp,
        "avif" => TargetFormat::Avif,
        _ => return Err(unknown_choice("format", wanted, &FORMATS)),
    })
}

fn in_range(kwargs: &Kwargs, name: &'static str, least: u8, most: u8) -> TeraResult<Option<u8>> {
    match optional(kwargs, name)? {
        None => Ok(None),
        Some(given) => match given.parse() {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(Problem::new(
                "template.arguments",
                text!(
                    fr: "« {name} » doit être un nombre de {least} à {most}, pas « {given} ».",
                    en: "“{name}” must be a number from {least} to {most}, not “{given}”."
                ),
            )
            .into()),
        },
    }
}

/// A file's name without its end, fit for an address (`srcset` knows no spaces); as it is in a Zola site.
fn stem(path: &str, dialect: Dialect) -> Cow<'_, str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match dialect {
        Dialect::Zola => Cow::Borrowed(stem),
        Dialect::Native => Cow::Owned(slug::slugify(stem).chars().take(LONGEST_STEM).collect()),
    }
}

fn map<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    let map: Map = fields
        .into_iter()
        .map(|(name, value)| (Key::Str(name), value))
        .collect();
    Value::from(map)
}
