//! Time zones by name, from the database within the program, so that a build does not depend on the machine's.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::LazyLock;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of an IANA name like `Europe/Brussels`. None where there is no such zone.
pub fn zone(name: &str) -> Option<TimeZone> {
    if name == "UTC" {
        return Some(TimeZone::UTC);
    }
    DATABASE.get(name).ok()
}

/// The names of all zones.
pub(super) fn zone_names() -> Vec<String> {
    DATABASE
        .available()
        .map(|name| name.as_str().to_owned())
        .collect()
}
