//! The preview while its site changes, in all the ways that editors and people have.

use crate::common::SITE;
use crate::harness::site;
use crate::process::processor;
use crate::running::Preview;
use crate::table::Outcome;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

fn preview() -> Preview {
    Preview::start(site(SITE), &["--port", "0"])
}

fn page(text: &str) -> String {
    format!("---\ntitle: Mission\n---\n{text} end\n")
}

/// How many builds it has told of, the first one included.
fn builds(preview: &Preview) -> usize {
    let errors = preview.errors();
    errors.lines().filter(|line| line.ends_with(" ms")).count()
}

/// Waits until nothing has been built for a while.
fn settled(preview: &Preview) -> usize {
    let (mut count, mut since) = (builds(preview), Instant::now());
    while since.elapsed() < Duration::from_millis(600) {
        std::thread::sleep(Duration::from_millis(20));
        let now = builds(preview);
        if now != count {
            (count, since) = (now, Instant::now());
        }
    }
    count
}

/// A thousand changes within a second. Gives how many builds they made.
fn storm(preview: &Preview) -> usize {
    const CHANGES: u32 = 1_000;
    let before = settled(preview);
    let start = Instant::now();
    for change in 1..=CHANGES {
        preview.write(
            "content/mission.md",
            &page(&format!("change {change} of {before}")),
        );
        let due = start + Duration::from_secs(1) * change / CHANGES;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
    }
    preview.eventually("/mission/", &format!("change {CHANGES} of {before} end"));
    settled(preview) - before
}

pub fn a_thousand_changes() -> Outcome {
    let preview = preview();
    // The second and third time only where the computer had so much else to do that the storm had calms.
    let made: Vec<usize> = (0..3)
        .map(|_| storm(&preview))
        .take_while(|made| *made > 2)
        .collect();
    assert!(made.len() < 3, "{made:?} builds:\n{}", preview.errors());
    let left = [
        "a.bak",
        "mission.md~",
        ".mission.md.swp",
        "4913",
        ".#mission.md",
        "#mission.md#",
        ".DS_Store",
        "~$mission.docx",
        ".~lock.x.odt#",
        ".goutputstream-X1",
        "mission.md___jb_tmp___",
    ];
    let before = builds(&preview);
    for name in left {
        preview.write(&format!("content/{name}"), "x");
        preview.write(&format!("content/{name}"), "y");
    }
    assert_eq!(settled(&preview), before, "{}", preview.errors());
    Outcome::Survived(1 + left.len())
}

pub fn nothing_to_do() -> Outcome {
    let preview = preview();
    settled(&preview);
    let Some(before) = processor(preview.process()) else {
        return Outcome::Skipped("this system does not tell what a process takes");
    };
    std::thread::sleep(Duration::from_secs(2));
    let after = processor(preview.process()).expect("a process");
    assert!(after - before <= 0.02, "{} s", after - before);
    Outcome::Survived(1)
}

/// Saves a text as a file, in one editor's way.
type Saver = fn(&Path, &str);

fn beside(file: &Path, name: &str) -> std::path::PathBuf {
    file.with_file_name(name)
}

const SAVERS: [(&str, Saver); 9] = [
    ("in place", |file, text| fs::write(file, text).unwrap()),
    ("a new file moved over", |file, text| {
        fs::write(beside(file, ".tmp-123"), text).unwrap();
        fs::rename(beside(file, ".tmp-123"), file).unwrap();
    }),
    ("Vim, with a backup", |file, text| {
        fs::write(beside(file, "4913"), "").unwrap();
        fs::remove_file(beside(file, "4913")).unwrap();
        fs::rename(file, beside(file, "mission.md~")).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(beside(file, "mission.md~")).unwrap();
    }),
    ("removed, then made anew", |file, text| {
        fs::remove_file(file).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        fs::write(file, text).unwrap();
    }),
    ("GNOME", |file, text| {
        fs::write(beside(file, ".goutputstream-A1B2"), text).unwrap();
        fs::rename(beside(file, ".goutputstream-A1B2"), file).unwrap();
    }),
    ("JetBrains", |file, text| {
        fs::write(beside(file, "mission.md___jb_tmp___"), text).unwrap();
        fs::rename(file, beside(file, "mission.md___jb_old___")).unwrap();
        fs::rename(beside(file, "mission.md___jb_tmp___"), file).unwrap();
        fs::remove_file(beside(file, "mission.md___jb_old___")).unwrap();
    }),
    ("Sublime Text", |file, text| {
        fs::write(beside(file, ".sublabc.tmp"), text).unwrap();
        fs::rename(beside(file, ".sublabc.tmp"), file).unwrap();
    }),
    ("Emacs", |file, text| {
        crate::common::link(Path::new("me@here.1"), &beside(file, ".#mission.md"));
        fs::copy(file, beside(file, "mission.md~")).unwrap();
        fs::write(file, text).unwrap();
        let _ = fs::remove_file(beside(file, ".#mission.md"));
    }),
    ("in two halves", |file, text| {
        let half = text.len() / 2;
        fs::write(file, &text[..half]).unwrap();
        std::thread::sleep(Duration::from_millis(25));
        fs::write(file, text).unwrap();
    }),
];

pub fn ways_of_saving() -> Outcome {
    const TIMES: usize = 20;
    let preview = preview();
    let file = preview.site.root().join("content/mission.md");
    let mut late = 0;
    for time in 0..TIMES {
        for (way, save) in SAVERS {
            let text = format!("{way} {time}");
            save(&file, &page(&text));
            let saved = Instant::now();
            preview.eventually("/mission/", &format!("{text} end"));
            late += usize::from(saved.elapsed() > Duration::from_secs(1));
        }
    }
    let _ = fs::remove_file(beside(&file, "mission.md~"));
    // some, where the computer has much else to do
    assert!(late * 10 < TIMES * SAVERS.len(), "{late} came late");
    Outcome::Survived(TIMES * SAVERS.len())
}

pub fn a_switched_branch() -> Outcome {
    const TIMES: usize = 6;
    let preview = preview();
    let content = preview.site.root().join("content");
    for time in 0..TIMES {
        if time % 2 == 0 {
            fs::create_dir_all(content.join("new/deep")).unwrap();
            fs::write(
                content.join("new/deep/page.md"),
                page(&format!("branch {time}")),
            )
            .unwrap();
            for n in 0..30 {
                fs::write(
                    content.join(format!("new/{n}.md")),
                    page(&format!("branch {time}")),
                )
                .unwrap();
            }
            fs::remove_file(content.join("mission.md")).unwrap();
            preview.eventually("/new/deep/page/", &format!("branch {time} end"));
            preview.eventually("/new/29/", &format!("branch {time} end"));
            preview.eventually("/mission/", "HTTP/1.1 404");
        } else {
            fs::remove_dir_all(content.join("new")).unwrap();
            fs::write(content.join("mission.md"), page(&format!("branch {time}"))).unwrap();
            preview.eventually("/mission/", &format!("branch {time} end"));
            preview.eventually("/new/deep/page/", "HTTP/1.1 404");
        }
    }
    Outcome::Survived(TIMES)
}

pub fn mistakes_mended() -> Outcome {
    let preview = preview();
    let root = preview.site.root().to_owned();
    let mistakes = [
        ("content/mission.md", "---\ntitle: [Mission\n---\nx\n"),
        (
            "content/mission.md",
            "---\ntitle: Mission\ndate: soon\n---\nx\n",
        ),
        ("content/mission.md", "no front matter\n"),
        (
            "content/mission.md",
            "---\ntitle: Mission\ntitle: Encore\n---\nx\n",
        ),
        ("templates/page.html", "{% if page.title %}"),
        ("templates/page.html", "{{ page.titel }}"),
        ("templates/base.html", "{% include \"base.html\" %}"),
        ("lucarne.yaml", "base_url: [\n"),
    ];
    for (path, wrong) in mistakes {
        let right = fs::read_to_string(root.join(path)).unwrap();
        preview.write(path, wrong);
        let answer = preview.eventually("/mission/", "<lucarne-findings>");
        assert!(answer.contains("Nous aidons."), "{path}: {wrong}: {answer}");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        preview.write(path, &right);
        let start = Instant::now();
        while preview.get("/mission/").contains("<lucarne-findings>") {
            assert!(
                start.elapsed() < crate::running::PATIENCE,
                "{path}: {wrong} stays"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(preview.get("/mission/").contains("Nous aidons."));
    }
    Outcome::Survived(mistakes.len())
}
