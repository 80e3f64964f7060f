//! What the child gives up before it sees the file: the network, other programs and processes, and
//! every change of a file (docs/decisions/0008-child-isolation.md).

use thiserror::Error;

/// The kernel did not take the filter; the limits still hold.
#[derive(Debug, Error)]
#[error("the system calls of the parser process cannot be limited")]
pub(super) struct NotIsolated;

/// Gives them up for this thread and those it starts. There is no way back.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn isolate() -> Result<(), NotIsolated> {
    filter::apply().map_err(|_| NotIsolated)
}

/// Elsewhere the limits are all there is.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn isolate() -> Result<(), NotIsolated> {
    Err(NotIsolated)
}

/// What this process can still do of what [`isolate`] takes away: tried, not asked.
pub(super) fn gaps() -> Vec<&'static str> {
    let scratch = std::env::temp_dir().join(format!("anjian-isolation-{}", std::process::id()));
    let mut gaps = Vec::new();
    if std::net::UdpSocket::bind("127.0.0.1:0").is_ok() {
        gaps.push("network");
    }
    if std::os::unix::net::UnixStream::pair().is_ok() {
        gaps.push("local sockets");
    }
    if std::process::Command::new("/bin/true").status().is_ok() {
        gaps.push("programs");
    }
    if std::fs::File::create(&scratch).is_ok() {
        // Left behind it would be found again; it is empty.
        let _ = std::fs::remove_file(&scratch);
        gaps.push("files");
    }
    if std::thread::spawn(|| std::net::UdpSocket::bind("127.0.0.1:0").is_ok())
        .join()
        .unwrap_or(true)
    {
        gaps.push("network of threads");
    }
    gaps
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod filter {
    use std::collections::BTreeMap;

    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
        SeccompFilter, SeccompRule, TargetArch,
    };

    /// Calls that no reader of a file makes. A list of what is forbidden, not of what is allowed:
    /// allocator, threads and clock differ from system to system, and a page lost to a call
    /// nobody thought of would be lost to the prosecutor.
    const FORBIDDEN: &[libc::c_long] = &[
        // The network, and what else sockets reach.
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_sendmmsg,
        // Calls behind the filter's back.
        libc::SYS_io_uring_setup,
        libc::SYS_io_uring_enter,
        libc::SYS_io_uring_register,
        // Other programs and processes.
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
        libc::SYS_rt_sigqueueinfo,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_getfd,
        libc::SYS_pidfd_send_signal,
        // Files; those to be written are in `rules`.
        libc::SYS_openat2,
        libc::SYS_unlinkat,
        libc::SYS_renameat2,
        libc::SYS_mkdirat,
        libc::SYS_mknodat,
        libc::SYS_linkat,
        libc::SYS_symlinkat,
        libc::SYS_truncate,
        libc::SYS_fchmodat,
        libc::SYS_fchownat,
        libc::SYS_utimensat,
        libc::SYS_setxattr,
        libc::SYS_lsetxattr,
        libc::SYS_removexattr,
        // The system itself.
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_pivot_root,
        libc::SYS_chroot,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_keyctl,
    ];

    /// The same by older names that not every processor has.
    #[cfg(target_arch = "x86_64")]
    const FORBIDDEN_HERE: &[libc::c_long] = &[
        libc::SYS_fork,
        libc::SYS_vfork,
        libc::SYS_creat,
        libc::SYS_unlink,
        libc::SYS_rmdir,
        libc::SYS_rename,
        libc::SYS_renameat,
        libc::SYS_mkdir,
        libc::SYS_mknod,
        libc::SYS_link,
        libc::SYS_symlink,
        libc::SYS_chmod,
        libc::SYS_chown,
        libc::SYS_lchown,
        libc::SYS_utime,
        libc::SYS_utimes,
        libc::SYS_futimesat,
    ];
    #[cfg(target_arch = "aarch64")]
    const FORBIDDEN_HERE: &[libc::c_long] = &[libc::SYS_renameat];

    pub(super) fn apply() -> Result<(), seccompiler::Error> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
            FORBIDDEN.iter().chain(FORBIDDEN_HERE).map(|call| (*call, Vec::new())).collect();
        rules.insert(libc::SYS_openat, opens_to_write(2)?);
        #[cfg(target_arch = "x86_64")]
        rules.insert(libc::SYS_open, opens_to_write(1)?);
        let arch: TargetArch = std::env::consts::ARCH.try_into()?;
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, arch)?;
        let program: BpfProgram = filter.try_into()?;
        seccompiler::apply_filter(&program)
    }

    /// Matches a call whose argument number `flags` opens a file to be changed or made.
    fn opens_to_write(flags: u8) -> Result<Vec<SeccompRule>, BackendError> {
        let bits = |mask: libc::c_int, value: libc::c_int| {
            let mask = SeccompCmpOp::MaskedEq(u64::from(mask.unsigned_abs()));
            let value = u64::from(value.unsigned_abs());
            let condition = SeccompCondition::new(flags, SeccompCmpArgLen::Dword, mask, value)?;
            SeccompRule::new(vec![condition])
        };
        Ok(vec![
            bits(libc::O_ACCMODE, libc::O_WRONLY)?,
            bits(libc::O_ACCMODE, libc::O_RDWR)?,
            bits(libc::O_CREAT, libc::O_CREAT)?,
            bits(libc::O_TRUNC, libc::O_TRUNC)?,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_up_was_there_before() {
        let before = gaps();
        for gap in ["network", "local sockets", "programs", "files", "network of threads"] {
            assert!(before.contains(&gap), "{gap} in {before:?}");
        }
        // The filter holds for its thread: the other tests keep what they need.
        let after = std::thread::spawn(|| isolate().map(|()| gaps())).join().expect("no panic");
        assert_eq!(after.expect("this kernel takes filters"), Vec::<&str>::new());
    }

    #[test]
    fn reading_and_threads_stay() {
        let read = std::thread::spawn(|| {
            isolate().expect("this kernel takes filters");
            let text = std::fs::read_to_string("/proc/self/status").is_ok();
            text && std::thread::spawn(|| 1 + 1).join().is_ok()
        });
        assert!(read.join().expect("no panic"));
    }
}
