//! The program; see the library beside it.

/// Requests are answered on one thread and read on another: an allocator that is at ease when memory is freed elsewhere than
/// it was taken (ADR 0009).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    niangjia::run()
}
