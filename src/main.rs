//! The command line: reads it, and hands each command to its file in `commands/`.

mod cli;
mod commands;

use std::process::ExitCode;

/// Pages are many small strings made on several threads: an eighth less time than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Templates that call themselves are stopped before this is used up, whatever a system gives to threads by itself.
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    let (cli, language) = match cli::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(stop) => return stop.print(),
    };
    // Large pages are mostly empty ones in a preview that waits, and a virtual machine has to fetch each from its host: a
    // cold build took a tenth more memory with them, and a fifth more time.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    // where no thread can be started, the first work for them says so
    let _ = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK)
        .build_global();
    let console = commands::Console::new(language, cli.voice.quiet);
    let status = commands::guarded(&console, || match cli.command {
        cli::Command::Build(arguments) => commands::build::run(&cli.site, &arguments, &console),
        cli::Command::Serve(arguments) => commands::serve::run(&cli.site, &arguments, &console),
        cli::Command::Check(arguments) => commands::check::run(&cli.site, &arguments, &console),
        cli::Command::Explain(arguments) => commands::explain::run(&arguments, &console),
        cli::Command::Init(arguments) => commands::init::run(&arguments, &console),
        cli::Command::New(arguments) => commands::new::run(&cli.site, &arguments, &console),
        cli::Command::Completion { shell } => commands::manual::completion(shell, &console),
        cli::Command::Man { command } => commands::manual::page(command.as_deref(), &console),
    });
    status.into()
}
