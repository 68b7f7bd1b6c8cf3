//! The address of a site.

use url::Url;

/// Whether a site can be published at an address: `http` or `https`, a host, maybe a port and a folder, and nothing else.
pub fn is_site_address(address: &str) -> bool {
    let known = ["https://", "http://"];
    let Some(rest) = known.iter().find_map(|scheme| address.strip_prefix(scheme)) else {
        return false;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "?#<>\"\\".contains(c);
    !rest.starts_with('/')
        && !rest.contains(odd)
        && !rest.split('/').any(|part| matches!(part, "." | ".."))
        && Url::parse(address).is_ok_and(|url| url.has_host() && !has_name(&url))
}

/// Whether an address bears a name or a password, which every page of the site would show.
pub(super) fn names_someone(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| has_name(&url))
}

fn has_name(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod tests {
    use super::is_site_address;

    #[test]
    fn a_site_has_a_host_maybe_a_port_and_a_folder() {
        for good in [
            "https://a.example",
            "http://localhost:1111/",
            "https://bücher.example/é/@ana",
            "https://[::1]:8080/x",
        ] {
            assert!(is_site_address(good), "{good}");
        }
        for bad in [
            "a.example",
            "//a.example",
            "ftp://a.example",
            "https://",
            "https:///x",
            "https://a.example:99999",
            "https://[::1",
            "https://%zz",
            "https://a b.example",
            "https://user:secret@a.example",
            "https://a.example/?x",
            "https://a.example/../x",
            "https://a.example/<script>",
        ] {
            assert!(!is_site_address(bad), "{bad}");
        }
    }
}
