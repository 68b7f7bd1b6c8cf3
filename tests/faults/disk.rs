//! Disks that are full or read-only, and what may not be read or written.

use crate::common::tree;
use crate::table::Outcome;

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use super::Outcome;
    const WHY: Outcome = Outcome::Skipped("only tried on Linux");
    pub fn a_full_disk() -> Outcome {
        WHY
    }
    pub fn a_full_disk_elsewhere() -> Outcome {
        WHY
    }
    pub fn a_read_only_disk() -> Outcome {
        WHY
    }
    pub fn nothing_may_be_written() -> Outcome {
        WHY
    }
    pub fn something_may_not_be_read() -> Outcome {
        WHY
    }
}
#[cfg(not(target_os = "linux"))]
pub use elsewhere::*;

#[cfg(target_os = "linux")]
mod linux {
    use super::{Outcome, tree};
    use crate::common::{SITE, fails_cleanly};
    use crate::harness::{Site, empty_folder, site};
    use std::fs::{self, File, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};

    const NO_MOUNT: Outcome = Outcome::Skipped("nothing may be mounted");

    /// A file system of 2 MB, gone when dropped.
    struct Disk(PathBuf);

    impl Disk {
        /// None where mounting is not permitted.
        fn mount(at: &Path) -> Option<Self> {
            fs::create_dir_all(at).unwrap();
            let mounted = mount(&["-t", "tmpfs", "-o", "size=2m", "tmpfs"], at);
            mounted.then(|| Self(at.to_owned()))
        }
    }

    impl Drop for Disk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }

    fn mount(words: &[&str], at: &Path) -> bool {
        let mut command = Command::new("mount");
        command.args(words).arg(at).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// The site grows beyond the disk of its output; and what it says does not fit either.
    pub fn a_full_disk() -> Outcome {
        let all = site(SITE);
        let Some(disk) = Disk::mount(&all.root().join("disk")) else {
            return NO_MOUNT;
        };
        for output in ["disk/public", "disk/a/b/public"] {
            let words = ["build", "--output-dir", output];
            all.run(&words).status(0);
            let before = tree(&disk.0);
            let text = format!("---\ntitle: Long\n---\n{}\n", "long ".repeat(100_000));
            for page in 0..8 {
                fs::write(all.root().join(format!("content/long{page}.md")), &text).unwrap();
            }
            let ran = all.run(&words);
            fails_cleanly(&ran, output);
            ran.says("[output.disk-full]");
            assert!(tree(&disk.0) == before, "{:?}", tree(&disk.0).keys());
            for page in 0..8 {
                fs::remove_file(all.root().join(format!("content/long{page}.md"))).unwrap();
            }
        }
        let mut build = all.command();
        build.arg("build");
        let full = || File::options().write(true).open("/dev/full").unwrap();
        let status = build.stdout(full()).stderr(full()).status().unwrap();
        assert!(matches!(status.code(), Some(0 | 1)), "{status:?}");
        Outcome::Survived(3)
    }

    /// The whole site lies on the small disk: its files, its output, and its images.
    pub fn a_full_disk_elsewhere() -> Outcome {
        let folder = empty_folder();
        let Some(disk) = Disk::mount(&folder.root().join("disk")) else {
            return NO_MOUNT;
        };
        for (path, bytes) in tree(site(SITE).root()) {
            let file = disk.0.join(&path);
            if path.contains('.') {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, bytes).unwrap();
            }
        }
        folder.run_in("disk", &["build"]).status(0);
        fs::create_dir_all(disk.0.join("static")).unwrap();
        fs::write(disk.0.join("static/film.mp4"), vec![7; 1 << 20]).unwrap();
        let before = tree(&disk.0);
        let ran = folder.run_in("disk", &["build"]);
        fails_cleanly(&ran, "film");
        ran.says("[output.disk-full]");
        assert!(tree(&disk.0) == before);
        fs::remove_file(disk.0.join("static/film.mp4")).unwrap();
        folder.run_in("disk", &["build"]).status(0);
        Outcome::Survived(1)
    }

    pub fn a_read_only_disk() -> Outcome {
        let all = site(SITE);
        let Some(disk) = Disk::mount(&all.root().join("disk")) else {
            return NO_MOUNT;
        };
        let words = ["build", "--output-dir", "disk/public"];
        all.run(&words).status(0);
        let before = tree(&disk.0);
        if !mount(&["-o", "remount,ro"], &disk.0) {
            return NO_MOUNT;
        }
        let all = all.with("content/more.md", "---\ntitle: More\n---\n");
        fails_cleanly(&all.run(&words), "an old output");
        fails_cleanly(
            &all.run(&["build", "--output-dir", "disk/new"]),
            "a new output",
        );
        assert!(tree(&disk.0) == before);
        Outcome::Survived(2)
    }

    /// Somebody whom permissions bind: whoever runs the tests, or nobody where that is the superuser.
    struct Somebody(Option<u32>);

    const NOBODY: u32 = 65_534;

    impl Somebody {
        /// None where the program cannot be run as anybody else.
        fn find() -> Option<Self> {
            let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
            let somebody = Self(is_root.then_some(NOBODY));
            let mut command = somebody.lucarne();
            let ran = command.arg("--version").stdout(Stdio::null()).status();
            ran.is_ok_and(|status| status.success()).then_some(somebody)
        }

        fn lucarne(&self) -> Command {
            let mut command = Command::new(env!("CARGO_BIN_EXE_lucarne"));
            command
                .current_dir("/")
                .env("LC_ALL", "C.UTF-8")
                .env_remove("LANGUAGE");
            if let Some(user) = self.0 {
                command.uid(user).gid(user);
            }
            command
        }

        /// Gives a whole folder to them.
        fn own(&self, folder: &Path) {
            if self.0.is_some() {
                for entry in walkdir::WalkDir::new(folder) {
                    chown(entry.unwrap().path(), self.0, self.0).unwrap();
                }
            }
        }

        fn build(&self, site: &Site) -> (Option<i32>, String) {
            let ran = self
                .lucarne()
                .args(["build", "--root"])
                .arg(site.root())
                .output();
            let ran = ran.expect("the program");
            let err = String::from_utf8_lossy(&ran.stderr).into_owned();
            (ran.status.code(), err)
        }

        /// A build fails cleanly and says this.
        #[track_caller]
        fn fails(&self, site: &Site, says: &str) {
            let (status, err) = self.build(site);
            assert_eq!(status, Some(1), "{says}: {err}");
            assert!(
                err.contains("error[") && err.contains(says),
                "no {says}: {err}"
            );
            assert!(!err.contains("panicked"), "{err}");
        }
    }

    /// What a file or folder may be used for, until dropped.
    struct Permitted(PathBuf, u32);

    impl Permitted {
        fn new(path: PathBuf, mode: u32) -> Self {
            let before = fs::metadata(&path).unwrap().permissions().mode();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            Self(path, before)
        }
    }

    impl Drop for Permitted {
        fn drop(&mut self) {
            let _ = fs::set_permissions(&self.0, Permissions::from_mode(self.1));
        }
    }

    const NOBODY_ELSE: Outcome = Outcome::Skipped("the program cannot be run as somebody else");

    pub fn nothing_may_be_written() -> Outcome {
        let Some(somebody) = Somebody::find() else {
            return NOBODY_ELSE;
        };
        let all = site(SITE);
        somebody.own(all.root());
        {
            let _root = Permitted::new(all.root().to_owned(), 0o555);
            somebody.fails(&all, "public");
        }
        assert_eq!(somebody.build(&all).0, Some(0));
        let all = all.with("content/more.md", "---\ntitle: More\n---\n");
        somebody.own(all.root());
        let before = tree(all.root());
        {
            let _root = Permitted::new(all.root().to_owned(), 0o555);
            let _output = Permitted::new(all.root().join("public"), 0o555);
            somebody.fails(&all, "public");
            assert!(tree(all.root()) == before);
        }
        assert_eq!(somebody.build(&all).0, Some(0));
        assert!(all.root().join("public/more/index.html").exists());
        Outcome::Survived(2)
    }

    pub fn something_may_not_be_read() -> Outcome {
        let Some(somebody) = Somebody::find() else {
            return NOBODY_ELSE;
        };
        let all = site(SITE)
            .with("content/p/index.md", "---\ntitle: P\n---\n")
            .with("content/p/a.txt", "a")
            .with("data/d.json", "{\"a\": 1}")
            .with("static/s/a.css", "a{}")
            .with(
                "templates/index.html",
                "{{ load_data(path=\"data/d.json\") | str }}",
            );
        somebody.own(all.root());
        assert_eq!(somebody.build(&all).0, Some(0));
        let before = tree(&all.root().join("public"));
        let unreadable = [
            "lucarne.yaml",
            "content",
            "content/p",
            "content/mission.md",
            "content/p/a.txt",
            "data/d.json",
            "static/s",
            "static/s/a.css",
            "templates",
            "templates/page.html",
        ];
        for path in unreadable {
            let _path = Permitted::new(all.root().join(path), 0);
            somebody.fails(&all, path);
            assert!(tree(&all.root().join("public")) == before, "{path}");
        }
        Outcome::Survived(unreadable.len())
    }
}
#[cfg(target_os = "linux")]
pub use linux::*;
