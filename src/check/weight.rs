//! What a page weighs for those who open it, and its EcoIndex.

use super::addresses::{Lead, lead};
use super::links::Reach;
use super::page::Seen;
use super::uses::Use;
use crate::config::{Budget, Config};
use crate::report::{Finding, Text};
use crate::text;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What opening a page takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weight {
    /// Its address below the site, with `/` before it.
    pub address: String,
    /// Of the page and the files that it loads, before compression. Sound and film are not counted.
    pub bytes: u64,
    /// The page and the files that it loads.
    pub requests: u64,
    /// The largest image and its bytes.
    pub image: (String, u64),
    /// Of the page's own code.
    pub elements: u64,
}

/// What a page weighs. `sizes`: of the files of the output.
pub fn weigh(
    page: &Seen<'_>,
    reach: &Reach<'_>,
    sizes: &BTreeMap<&str, u64>,
    config: &Config,
) -> Weight {
    let noticed = page.noticed;
    let mut weight = Weight {
        address: format!(
            "/{}",
            page.path.strip_suffix("index.html").unwrap_or(page.path)
        ),
        bytes: noticed.size,
        requests: 1,
        image: (String::new(), 0),
        elements: noticed.elements,
    };
    let mut loaded: Vec<&str> = Vec::new();
    for address in noticed.addresses.iter() {
        let counts = matches!(
            address.used,
            Use::Image | Use::Style | Use::Script | Use::Frame | Use::Fetched
        );
        if !counts || address.written.starts_with("data:") || address.written.starts_with('#') {
            continue;
        }
        let inside = lead(address.written, page.path, false, config);
        let file = match &inside {
            Lead::Inside(path) => reach.file(path),
            _ => None,
        };
        let key = file.unwrap_or(address.written);
        if loaded.contains(&key) {
            continue;
        }
        loaded.push(key);
        weight.requests += 1;
        let size = file.and_then(|file| sizes.get(file)).copied().unwrap_or(0);
        weight.bytes += size;
        if address.used == Use::Image && size > weight.image.1 {
            weight.image = (key.to_owned(), size);
        }
    }
    weight
}

/// Where a page goes beyond what it may weigh.
pub fn over_budget(page: &Seen<'_>, weight: &Weight, budget: &Budget) -> Vec<Finding> {
    let address = &weight.address;
    let mut findings = Vec::new();
    let mut say = |message: Text, help: Text| {
        let place = page.document.map_or_else(
            || page.origin.clone(),
            |document| document.key_place("title"),
        );
        findings.push(
            Finding::warning("rights.weight", message)
                .at(place)
                .help(help),
        );
    };
    if weight.bytes > budget.bytes {
        let (is, most) = (shown(weight.bytes), shown(budget.bytes));
        let (is_fr, is_en, most_fr, most_en) = (is.fr, is.en, most.fr, most.en);
        say(
            text!(
                fr: "La page {address} pèse {is_fr} avec tout ce qu'elle charge : plus que les {most_fr} prévus.",
                en: "The page {address} weighs {is_en} with all that it loads: more than the {most_en} of the budget.",
            ),
            Text::new(
                "Réduisez ou enlevez des images, ou partagez la page en deux.",
                "Make images smaller, take some out, or divide the page in two.",
            ),
        );
    }
    let (image, size) = &weight.image;
    if *size > budget.image {
        let (is, most) = (shown(*size), shown(budget.image));
        let (is_fr, is_en, most_fr, most_en) = (is.fr, is.en, most.fr, most.en);
        say(
            text!(
                fr: "L'image {image} de la page {address} pèse {is_fr} : plus que les {most_fr} prévus.",
                en: "The image {image} of the page {address} weighs {is_en}: more than the {most_en} of the budget.",
            ),
            Text::new(
                "Réduisez ses dimensions à celles où on la voit, ou enregistrez-la en WebP ou AVIF.",
                "Bring it down to the size at which it is seen, or save it as WebP or AVIF.",
            ),
        );
    }
    let counts = [
        (weight.requests, budget.requests, "fichiers", "files"),
        (weight.elements, budget.elements, "éléments", "elements"),
    ];
    for (is, most, what_fr, what_en) in counts {
        if is > most {
            say(
                text!(
                    fr: "La page {address} a {is} {what_fr} : plus que les {most} prévus.",
                    en: "The page {address} has {is} {what_en}: more than the {most} of the budget.",
                ),
                Text::new(
                    "Allégez la page ou son modèle, ou relevez « budget » sous « check ».",
                    "Make the page or its template lighter, or raise “budget” below “check”.",
                ),
            );
        }
    }
    findings
}

fn shown(bytes: u64) -> Text {
    let kilo = bytes.div_ceil(1000);
    text!(fr: "{kilo} ko", en: "{kilo} kB")
}

const ELEMENTS: [f64; 21] = [
    0.0, 47.0, 75.0, 159.0, 233.0, 298.0, 358.0, 417.0, 476.0, 537.0, 603.0, 674.0, 753.0, 843.0,
    949.0, 1076.0, 1237.0, 1459.0, 1801.0, 2479.0, 594_601.0,
];
const REQUESTS: [f64; 21] = [
    0.0, 2.0, 15.0, 25.0, 34.0, 42.0, 49.0, 56.0, 63.0, 70.0, 78.0, 86.0, 95.0, 105.0, 117.0,
    130.0, 147.0, 170.0, 205.0, 281.0, 3920.0,
];
const KILOBYTES: [f64; 21] = [
    0.0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27,
    1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223_212.26,
];

/// The EcoIndex of a page, from 0 to 100, as the collective of that name defines it: where the page stands among those of
/// the web by elements, requests and size.
fn ecoindex(weight: &Weight) -> f64 {
    let rank = |value: f64, among: &[f64; 21]| {
        let above = among.iter().skip(1).position(|limit| value < *limit);
        match above {
            Some(at) => at as f64 + (value - among[at]) / (among[at + 1] - among[at]),
            None => 20.0,
        }
    };
    let elements = rank(weight.elements as f64, &ELEMENTS);
    let requests = rank(weight.requests as f64, &REQUESTS);
    let size = rank(weight.bytes as f64 / 1000.0, &KILOBYTES);
    100.0 - 5.0 * (3.0 * elements + 2.0 * requests + size) / 6.0
}

/// The EcoIndex of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteIndex<'a> {
    /// Of the page in the middle.
    pub median: f64,
    /// Of the heaviest page.
    pub least: f64,
    /// The address of the heaviest page.
    pub heaviest: &'a str,
}

impl<'a> SiteIndex<'a> {
    /// Of all pages; none where there are none.
    pub fn of(weights: &'a [Weight]) -> Option<Self> {
        let mut all: Vec<(f64, &str)> = weights
            .iter()
            .map(|weight| (ecoindex(weight), weight.address.as_str()))
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        let (least, heaviest) = *all.first()?;
        let (median, _) = *all.get(all.len() / 2)?;
        Some(Self {
            median,
            least,
            heaviest,
        })
    }

    /// For programs.
    pub fn json(&self) -> Value {
        json!({
            "median": self.median.round(),
            "medianGrade": grade(self.median).to_string(),
            "least": self.least.round(),
            "leastGrade": grade(self.least).to_string(),
            "heaviest": self.heaviest,
        })
    }
}

/// The letter of an EcoIndex: A is the lightest.
pub fn grade(index: f64) -> char {
    [
        (80.0, 'A'),
        (70.0, 'B'),
        (55.0, 'C'),
        (40.0, 'D'),
        (25.0, 'E'),
        (10.0, 'F'),
    ]
    .into_iter()
    .find(|(above, _)| index > *above)
    .map_or('G', |(_, letter)| letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_that_of_its_definition() {
        let weight = |elements, requests, bytes| Weight {
            elements,
            requests,
            bytes,
            ..Weight::default()
        };
        // on the limits of the third class: (3·2 + 2·2 + 2) · 5 / 6
        assert!((ecoindex(&weight(75, 15, 144_700)) - 90.0).abs() < 1e-9);
        assert!((ecoindex(&weight(0, 0, 0)) - 100.0).abs() < 1e-9);
        assert!(ecoindex(&weight(600_000, 4000, 300_000_000)).abs() < 1e-9);
        assert_eq!([81.0, 80.0, 56.0, 5.0].map(grade), ['A', 'B', 'C', 'G']);
    }
}
