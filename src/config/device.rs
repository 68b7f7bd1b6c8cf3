//! Names that Windows keeps for its devices.

/// Whether Windows takes this name for a device, whatever follows its first dot.
pub fn is_device(name: &str) -> bool {
    const DIGITS: [&str; 13] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³",
    ];
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let is = |device: &&str| stem.eq_ignore_ascii_case(device);
    match stem.len() {
        3 => ["con", "prn", "aux", "nul"].iter().any(is),
        4 | 5 => stem.split_at_checked(3).is_some_and(|(kind, digit)| {
            (kind.eq_ignore_ascii_case("com") || kind.eq_ignore_ascii_case("lpt"))
                && DIGITS.contains(&digit)
        }),
        6 | 7 => ["conin$", "conout$"].iter().any(is),
        _ => false,
    }
}
