//! What happens to the output folder: builds that end, fail, meet and are killed.

#[allow(dead_code, reason = "shared with tests/site")]
#[path = "site/harness.rs"]
mod harness;

use harness::tree;
use lucarne::public::{Publication, Written};
use lucarne::report::Finding;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

/// A folder for one test, with a site in it.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/content")).unwrap();
        fs::write(folder.path().join("site/content/a.md"), "# A").unwrap();
        Self { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    fn begin(&self, output: &Path, force: bool) -> Result<Publication, Box<Finding>> {
        let inputs = [self.root().join("content")];
        Publication::begin(output, &self.root(), &inputs, force)
    }

    fn publish(&self, files: &[(&str, &str)]) -> Written {
        let publication = self.begin(&self.output(), false).unwrap();
        for (path, text) in files {
            publication.put(path, text.as_bytes()).unwrap();
        }
        publication.commit(false).unwrap()
    }

    fn refusal(&self, output: &Path, force: bool) -> &'static str {
        let before = tree(self.folder.path());
        let code = match self.begin(output, force) {
            Ok(_) => "accepted",
            Err(finding) => finding.code,
        };
        assert_eq!(tree(self.folder.path()), before, "{}", output.display());
        code
    }

    /// Nothing but the site and its output lies there.
    fn assert_tidy(&self) {
        let names: Vec<_> = tree(&self.root())
            .into_keys()
            .filter(|path| path.contains(".lucarne-") && !path.ends_with("manifest.json"))
            .collect();
        assert_eq!(names, Vec::<String>::new());
    }
}

fn times(folder: &Path) -> BTreeMap<PathBuf, (SystemTime, u64)> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let found = entry.metadata().unwrap();
            #[cfg(unix)]
            let number = std::os::unix::fs::MetadataExt::ino(&found);
            #[cfg(not(unix))]
            let number = 0;
            (entry.path().to_owned(), (found.modified().unwrap(), number))
        })
        .collect()
}

#[test]
fn only_what_differs_is_written() {
    let bench = Bench::new();
    let first = [
        ("index.html", "home"),
        ("a/index.html", "A"),
        ("b/c.css", "C"),
    ];
    let written = bench.publish(&first);
    assert_eq!(written.written, ["a/index.html", "b/c.css", "index.html"]);

    let before = times(&bench.output());
    let written = bench.publish(&first);
    assert_eq!((written.written.len(), written.unchanged), (0, 3));
    assert_eq!(times(&bench.output()), before);

    let written = bench.publish(&[("index.html", "HOME"), ("a/index.html", "A")]);
    assert_eq!(written.written, ["index.html"]);
    assert_eq!(written.removed, ["b/c.css"]);
    let after = times(&bench.output());
    let page = bench.output().join("a/index.html");
    assert_eq!(after[&page], before[&page]);
    assert!(!bench.output().join("b").exists());
    assert_eq!(
        fs::read(bench.output().join("index.html")).unwrap(),
        b"HOME"
    );
    bench.assert_tidy();
}

#[test]
fn one_file_is_replaced_where_it_stands() {
    let bench = Bench::new();
    let site = |text| {
        [
            ("index.html", "home"),
            ("a/index.html", text),
            ("c.css", "C"),
        ]
    };
    bench.publish(&site("A"));
    let before = times(&bench.output());
    let manifest = bench.output().join(".lucarne-manifest.json");
    let first = fs::read(&manifest).unwrap();

    assert_eq!(bench.publish(&site("B")).written, ["a/index.html"]);
    bench.assert_tidy();
    let page = bench.output().join("a/index.html");
    assert_eq!(fs::read(&page).unwrap(), b"B");
    // the others have not been touched, and no folder is another one than before
    #[cfg(unix)]
    for (path, time) in times(&bench.output()) {
        let same = time.1 == before[&path].1;
        assert_eq!(same, path != page && path != manifest, "{}", path.display());
    }
    let clean = Bench::new();
    clean.publish(&site("B"));
    assert_eq!(tree(&bench.output()), tree(&clean.output()));

    // killed between the file and the manifest
    let right = fs::read(&manifest).unwrap();
    fs::write(&manifest, first).unwrap();
    assert_eq!(bench.publish(&site("B")).written, Vec::<String>::new());
    assert_eq!(fs::read(&manifest).unwrap(), right);
    assert_eq!(bench.publish(&site("B")).unchanged, 3);

    // what does not belong there goes in one switch with it
    fs::create_dir(bench.output().join("empty")).unwrap();
    assert_eq!(bench.publish(&site("C")).written, ["a/index.html"]);
    assert!(!bench.output().join("empty").exists());
}

#[test]
fn the_same_site_gives_the_same_folder() {
    let (one, two) = (Bench::new(), Bench::new());
    one.publish(&[("old.html", "1"), ("x/y.html", "2")]);
    one.publish(&[("x/y.html", "2"), ("z.html", "3")]);
    two.publish(&[("z.html", "3"), ("x/y.html", "2")]);
    assert_eq!(tree(&one.output()), tree(&two.output()));
}

#[test]
fn a_file_changed_by_somebody_else_is_mended() {
    let bench = Bench::new();
    let site = [("index.html", "home"), ("a.html", "page")];
    bench.publish(&site);
    let index = bench.output().join("index.html");
    let time = fs::metadata(&index).unwrap().modified().unwrap();
    fs::write(&index, "HACK").unwrap();
    let second_only = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    fs::File::options()
        .write(true)
        .open(&index)
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(second_only))
        .unwrap();
    assert_eq!(bench.publish(&site).written, ["index.html"]);

    let page = bench.output().join("a.html");
    fs::write(&page, "page").unwrap();
    let touched = times(&bench.output());
    assert_eq!(bench.publish(&site).written, Vec::<String>::new());
    assert_eq!(times(&bench.output()), touched);

    let manifest = bench.output().join(".lucarne-manifest.json");
    let right = fs::read(&manifest).unwrap();
    fs::write(&manifest, "{ half").unwrap();
    assert_eq!(bench.publish(&site).unchanged, 2);
    assert_eq!(fs::read(&manifest).unwrap(), right);
}

#[test]
fn what_does_not_belong_to_the_site_goes() {
    let bench = Bench::new();
    let site = [("index.html", "home")];
    bench.publish(&site);
    let output = bench.output();
    fs::create_dir_all(output.join("empty/deep")).unwrap();
    fs::create_dir_all(output.join("stray")).unwrap();
    fs::write(output.join("stray/x.txt"), "x").unwrap();
    fs::write(output.join(".htaccess"), "x").unwrap();
    fs::write(output.join(".DS_Store"), "x").unwrap();
    fs::create_dir(output.join(".git")).unwrap();
    fs::write(output.join(".git/HEAD"), "ref").unwrap();

    let publication = bench.begin(&output, false).unwrap();
    publication.put("index.html", b"home").unwrap();
    let written = publication.commit(true).unwrap();
    assert_eq!(written.removed, ["stray/x.txt"]);
    assert!(output.join(".htaccess").exists());

    assert_eq!(bench.publish(&site).removed, [".htaccess"]);
    let left: Vec<_> = tree(&output).into_keys().collect();
    assert_eq!(
        left,
        [".git", ".git/HEAD", ".lucarne-manifest.json", "index.html"]
    );
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_neither_followed_nor_kept() {
    let bench = Bench::new();
    bench.publish(&[("a/index.html", "A")]);
    let outside = bench.folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("index.html"), "A").unwrap();
    fs::remove_dir_all(bench.output().join("a")).unwrap();
    std::os::unix::fs::symlink(&outside, bench.output().join("a")).unwrap();
    bench.publish(&[("a/index.html", "B")]);
    assert_eq!(fs::read(outside.join("index.html")).unwrap(), b"A");
    assert!(!bench.output().join("a").is_symlink());

    let elsewhere = bench.folder.path().join("www");
    fs::rename(bench.output(), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, bench.output()).unwrap();
    bench.publish(&[("a/index.html", "C")]);
    assert!(bench.output().is_symlink());
    assert_eq!(fs::read(elsewhere.join("a/index.html")).unwrap(), b"C");
    fs::remove_dir_all(&elsewhere).unwrap();
    assert_eq!(bench.refusal(&bench.output(), true), "output.broken-link");
}

#[test]
fn folders_that_hold_something_else_are_refused() {
    let bench = Bench::new();
    let root = bench.root();
    let home = std::env::home_dir().unwrap();
    for output in [
        Path::new("/"),
        &home,
        &root,
        root.parent().unwrap(),
        &root.join("content"),
        &root.join("content/deep/public"),
        &root.join("content/../content/x"),
        &root.join("nowhere/../content"),
    ] {
        assert_eq!(
            bench.refusal(output, true),
            "output.forbidden",
            "{}",
            output.display()
        );
    }
    fs::write(root.join("file"), "x").unwrap();
    assert_eq!(
        bench.refusal(&root.join("file"), true),
        "output.not-a-folder"
    );

    let foreign = bench.folder.path().join("photos");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("1.jpg"), "x").unwrap();
    assert_eq!(bench.refusal(&foreign, false), "output.not-ours");
    let publication = bench.begin(&foreign, true).unwrap();
    publication.put("index.html", b"home").unwrap();
    assert_eq!(publication.commit(false).unwrap().removed, ["1.jpg"]);

    let empty = bench.folder.path().join("new/deep/empty");
    bench.begin(&empty, false).unwrap().commit(false).unwrap();
    assert!(empty.join(".lucarne-manifest.json").exists());
}

#[test]
fn a_build_that_does_not_end_well_changes_nothing() {
    let bench = Bench::new();
    bench.publish(&[("index.html", "home"), ("a/b.html", "B")]);
    let before = tree(&bench.root());

    let publication = bench.begin(&bench.output(), false).unwrap();
    publication.put("index.html", b"new").unwrap();
    drop(publication);
    assert_eq!(tree(&bench.root()), before);

    let publication = bench.begin(&bench.output(), false).unwrap();
    publication.put("index.html", b"new").unwrap();
    assert_eq!(
        publication.put("index.html", b"new").unwrap_err().code,
        "output.twice"
    );
    assert!(publication.commit(false).is_err());
    assert_eq!(tree(&bench.root()), before);

    for path in ["../x", "/x", "a/../../x", "..\\x", "x\0y"] {
        let publication = bench.begin(&bench.output(), false).unwrap();
        assert!(publication.put(path, b"x").is_err(), "{path:?}");
    }
    let publication = bench.begin(&bench.output(), false).unwrap();
    publication.put("x", b"file").unwrap();
    let finding = publication.put("x/y", b"file below a file").unwrap_err();
    assert_eq!(finding.code, "output.file-and-folder");
    let gone = publication.copy("y", Path::new("/nowhere")).unwrap_err();
    assert_eq!(gone.code, "output.source-gone");
    drop(publication);
    assert_eq!(tree(&bench.root()), before);
}

#[test]
fn large_files_are_copied_once() {
    let bench = Bench::new();
    let source = bench.root().join("content/film.mp4");
    let publish = || {
        let publication = bench.begin(&bench.output(), false).unwrap();
        publication.copy("film.mp4", &source).unwrap();
        publication.commit(false).unwrap();
        fs::read(bench.output().join("film.mp4")).unwrap()
    };
    let mut film = vec![7; 3 << 20];
    fs::write(&source, &film).unwrap();
    assert!(publish() == film);
    let before = times(&bench.output());
    assert!(publish() == film);
    assert_eq!(times(&bench.output()), before);
    film[2 << 20] = 8;
    fs::write(&source, &film).unwrap();
    assert!(publish() == film);
}

#[test]
fn a_second_build_waits_for_the_first() {
    let bench = Bench::new();
    let first = bench.begin(&bench.output(), false).unwrap();
    first.put("index.html", b"first").unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| bench.publish(&[("index.html", "second")]));
        std::thread::sleep(Duration::from_millis(200));
        assert!(!second.is_finished());
        first.commit(false).unwrap();
        assert_eq!(second.join().unwrap().written, ["index.html"]);
    });
    let page = fs::read(bench.output().join("index.html")).unwrap();
    assert_eq!(page, b"second");

    let _first = bench.begin(&bench.output(), false).unwrap();
    let finding = bench.begin(&bench.output(), false).err().unwrap();
    assert_eq!(finding.code, "output.busy");
}

#[cfg(unix)]
#[test]
fn what_a_killed_build_has_left_is_put_right() {
    let bench = Bench::new();
    bench.publish(&[("index.html", "home")]);
    let root = bench.root();
    fs::rename(bench.output(), root.join(".public.lucarne-old")).unwrap();
    fs::create_dir_all(root.join(".public.lucarne-new-1/a")).unwrap();
    fs::write(root.join(".public.lucarne-new-1/a/b"), "x").unwrap();
    fs::write(root.join(".public.lucarne-lock"), "").unwrap();
    assert_eq!(bench.publish(&[("index.html", "home")]).unchanged, 1);
    bench.assert_tidy();
}

#[test]
fn a_folder_in_place_of_the_lock_goes_away_or_is_told() {
    let bench = Bench::new();
    let lock = bench.root().join(".public.lucarne-lock");
    fs::create_dir(&lock).unwrap();
    bench.publish(&[("index.html", "home")]);
    bench.assert_tidy();
    fs::create_dir_all(lock.join("mine")).unwrap();
    let finding = bench.begin(&bench.output(), false).err().unwrap();
    assert_eq!(finding.code, "output.file-and-folder");
    assert!(finding.message.en.contains(".public.lucarne-lock"));
    assert!(lock.join("mine").is_dir());
}

/// Not a test: what `killed_at_any_moment` starts and kills. Publishes two sites in turn, for ever.
#[test]
#[ignore = "started by another test"]
fn publishes_for_ever() {
    let Some(root) = std::env::var_os("LUCARNE_TEST_ROOT").map(PathBuf::from) else {
        return;
    };
    for round in 0.. {
        let publication =
            Publication::begin(&root.join("public"), &root, &[root.join("content")], false)
                .unwrap();
        for (path, text) in versions(round) {
            publication.put(&path, text.as_bytes()).unwrap();
        }
        publication.commit(false).unwrap();
    }
}

fn versions(round: usize) -> Vec<(String, String)> {
    let version = round % 2;
    let mut files: Vec<_> = (0..60)
        .map(|n| {
            (
                format!("p{n}/index.html"),
                format!("{n} {}", version * (n % 3)),
            )
        })
        .collect();
    files.push((format!("only-{version}.html"), String::new()));
    files.push(("index.html".to_owned(), version.to_string()));
    files
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment() {
    let bench = Bench::new();
    let sites: Vec<_> = (0..2)
        .map(|round| {
            let bench = Bench::new();
            let files = versions(round);
            let files: Vec<_> = files
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_str()))
                .collect();
            bench.publish(&files);
            tree(&bench.output())
        })
        .collect();
    let files = versions(0);
    let files: Vec<_> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    bench.publish(&files);
    for round in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "publishes_for_ever", "--ignored"])
            .env("LUCARNE_TEST_ROOT", bench.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let page = || fs::read(bench.output().join("index.html")).unwrap();
        let (first, start) = (page(), Instant::now());
        while page() == first {
            assert!(start.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_micros(100));
        }
        let end = Instant::now() + Duration::from_micros(round * 1_977 % 31_000);
        while Instant::now() < end {
            page();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let found = tree(&bench.output());
        assert!(sites.contains(&found), "a mixture of two sites");
    }
    bench.publish(&files);
    bench.assert_tidy();
}

#[cfg(target_os = "linux")]
mod small_disk {
    use super::*;

    /// A file system of 2 MB; none where that is not permitted.
    struct Disk(PathBuf);

    impl Disk {
        fn mount(at: &Path) -> Option<Self> {
            fs::create_dir_all(at).unwrap();
            let mount = Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
                .arg(at)
                .stderr(Stdio::null())
                .status();
            mount
                .is_ok_and(|status| status.success())
                .then(|| Self(at.to_owned()))
        }
    }

    impl Drop for Disk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }

    fn is_clean_after_failing(bench: &Bench, output: &Path, disk: &Path) {
        let publication = bench.begin(output, false).unwrap();
        publication.put("index.html", b"old").unwrap();
        publication.commit(false).unwrap();
        let before = tree(disk);

        let publication = bench.begin(output, false).unwrap();
        publication.put("index.html", b"new").unwrap();
        let codes: Vec<_> = (0..8)
            .filter_map(|n| publication.put(&format!("{n}.bin"), &[n; 1 << 19]).err())
            .collect();
        assert!(
            codes
                .iter()
                .all(|finding| finding.code == "output.disk-full")
        );
        assert!(!codes.is_empty());
        assert!(codes.iter().all(|finding| *finding == codes[0]));
        assert!(publication.commit(false).is_err());
        assert_eq!(tree(disk), before);
    }

    #[test]
    fn a_full_disk_leaves_the_old_site() {
        let bench = Bench::new();
        let at = bench.folder.path().join("disk");
        let Some(disk) = Disk::mount(&at) else { return };
        is_clean_after_failing(&bench, &at.join("public"), &disk.0);
    }

    #[test]
    fn the_output_can_be_a_disk_of_its_own() {
        let bench = Bench::new();
        let Some(disk) = Disk::mount(&bench.output()) else {
            return;
        };
        is_clean_after_failing(&bench, &bench.output(), &disk.0);
        fs::create_dir(bench.output().join("x")).unwrap();
        bench.publish(&[("a", "file"), ("b/c/d.html", "1"), ("e.html", "2")]);
        let files_only = || {
            let mut times = times(&bench.output());
            times.retain(|path, _| path.is_file());
            times
        };
        let before = files_only();
        bench.publish(&[("a", "file"), ("b/c/d.html", "1"), ("e.html", "2")]);
        assert_eq!(files_only(), before);
        let written = bench.publish(&[("a/b", "1"), ("b/c", "now a file"), ("e.html", "3")]);
        assert_eq!(written.removed, ["a", "b/c/d.html"]);
        let other = Bench::new();
        other.publish(&[("a/b", "1"), ("b/c", "now a file"), ("e.html", "3")]);
        assert_eq!(tree(&bench.output()), tree(&other.output()));
    }
}

/// Run alone, with `--ignored --nocapture`: prints how long 10,000 files take beside `cp -r`.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_files() {
    use rayon::prelude::*;
    let bench = Bench::new();
    let page = "x".repeat(6000);
    let publish = |changed: usize| {
        let start = Instant::now();
        let publication = bench.begin(&bench.output(), false).unwrap();
        (0..10_000_usize).into_par_iter().for_each(|n| {
            let text = format!("{n} {} {page}", if n < changed { "new" } else { "old" });
            let path = format!("blog/{}/page-{n}/index.html", n % 10);
            publication.put(&path, text.as_bytes()).unwrap();
        });
        let put = start.elapsed();
        publication.commit(false).unwrap();
        (put, start.elapsed())
    };
    println!("first: {:?}", publish(0));
    println!("nothing changed: {:?}", publish(0));
    println!("one changed: {:?}", publish(1));
    println!("all changed: {:?}", publish(10_000));
    let start = Instant::now();
    let copy = bench.folder.path().join("copy");
    Command::new("cp")
        .arg("-r")
        .arg(bench.output())
        .arg(&copy)
        .status()
        .unwrap();
    println!("cp -r: {:?}", start.elapsed());
}
