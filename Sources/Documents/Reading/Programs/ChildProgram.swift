import Glibc

/// Runs another program within limits: of time, memory and output. It never outlives the call, and
/// neither does what it starts.
struct ChildProgram {
    /// How the program ended.
    struct Result {
        let status: Int32
        let output: [UInt8]
        /// The beginning of what it complained about.
        let complaint: String
        /// Whether it wrote more than it may, and was stopped.
        let isCut: Bool
        let isLate: Bool
    }

    let path: String
    let arguments: [String]
    var environment = ["LANG=C.UTF-8", "LC_ALL=C.UTF-8"]
    /// Kilobytes of address space, and seconds of one processor.
    var memory = 2 << 20
    var seconds = 60
    var outputBytes = 1 << 20

    /// A program's complaint is shown in part; a damaged file causes megabytes of it.
    private static let mostComplaint = 4_096

    /// The place of a program on the search path; nil where it is not installed.
    static func find(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = (path.isEmpty ? "/usr/local/bin:/usr/bin:/bin" : path).split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// - Parameters:
    ///   - input: open for reading; closed by the caller.
    ///   - limit: after which the program and its children are killed.
    func run(input: Int32, limit: Duration) throws(DocumentProblem) -> Result {
        let output = try Pipe()
        defer { output.close() }
        let errors = try Pipe()
        defer { errors.close() }
        let child = try start(input: input, output: output.write, errors: errors.write)
        output.closeWrite()
        errors.closeWrite()
        return finish(child, output, errors, until: ContinuousClock.now + limit)
    }

    private func start(
        input: Int32, output: Int32, errors: Int32
    ) throws(DocumentProblem) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        // Files of this process that were opened without the flag to close them are not handed on.
        for descriptor in 3..<Int32(256) {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        // A group of its own, so that the program is killed with its children.
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        posix_spawnattr_setpgroup(&attributes, 0)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var pipes = sigset_t()
        sigemptyset(&pipes)
        sigaddset(&pipes, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &pipes)

        // Limits are the shell's to set: between fork and exec Swift may not run.
        let limits = "ulimit -c 0; ulimit -v \(memory); ulimit -t \(seconds); exec \"$@\""
        let words = ["/bin/sh", "-c", limits, "sh", path] + arguments
        var child: pid_t = 0
        let code = Self.withPointers(words) { words in
            Self.withPointers(environment) { environment in
                posix_spawn(&child, "/bin/sh", &actions, &attributes, words, environment)
            }
        }
        guard code == 0 else {
            throw DocumentProblem(
                what: "启动不了 \(path)（\(String(cString: strerror(code)))）", remedy: "请稍后重试，或联系管理员")
        }
        return child
    }

    private static func withPointers<Value>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }

    /// Reads both pipes as they fill, so that neither side waits for the other.
    private func finish(
        _ child: pid_t, _ output: Pipe, _ errors: Pipe, until deadline: ContinuousClock.Instant
    ) -> Result {
        var text: [UInt8] = []
        var complaint: [UInt8] = []
        var isCut = false
        var isLate = false
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var open = [output.read, errors.read]
        while !open.isEmpty {
            let left = deadline - ContinuousClock.now
            let wait = left.components.seconds * 1_000 + left.components.attoseconds / Self.milli
            guard wait > 0 else {
                isLate = true
                break
            }
            var polls = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let ready = poll(&polls, nfds_t(polls.count), Int32(min(wait, 1_000)))
            guard ready > 0 else { continue }
            for one in polls where one.revents != 0 {
                let got = read(one.fd, &buffer, buffer.count)
                if got == 0 || (got < 0 && errno != EINTR) {
                    open.removeAll { $0 == one.fd }
                } else if got > 0, one.fd == output.read {
                    text.append(contentsOf: buffer[..<got])
                } else if got > 0, complaint.count < Self.mostComplaint {
                    complaint.append(contentsOf: buffer[..<got])
                }
            }
            if text.count > outputBytes {
                isCut = true
                break
            }
        }
        // Also after a good end: children that were left behind go with the group.
        let status = Self.end(child, isStopped: isCut || isLate, until: deadline, &isLate)
        return Result(
            status: status, output: text,
            complaint: String(decoding: complaint.prefix(Self.mostComplaint), as: UTF8.self),
            isCut: isCut, isLate: isLate)
    }

    private static let milli: Int64 = 1_000_000_000_000_000

    /// Waits for the end of a program that has closed its pipes, or puts one to it; the group is
    /// killed before its leader is gathered, while its number cannot belong to anyone else.
    private static func end(
        _ child: pid_t, isStopped: Bool, until deadline: ContinuousClock.Instant,
        _ isLate: inout Bool
    ) -> Int32 {
        var info = siginfo_t()
        while !isStopped {
            info = siginfo_t()
            let code = waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT | WNOHANG)
            if code != 0 && errno != EINTR { break }
            if code == 0, info.si_signo == SIGCHLD { break }
            if ContinuousClock.now > deadline {
                isLate = true
                break
            }
            // `waitid` knows no limit of time; a look every 2 ms costs nothing.
            usleep(2_000)
        }
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        // The exit code, or the signal as shells show it.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    }
}

/// A pipe whose ends no other program gets by accident.
private final class Pipe {
    let read: Int32
    private(set) var write: Int32

    init() throws(DocumentProblem) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw DocumentProblem(what: "打开的文件太多，暂时读不了", remedy: "请稍后重试")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (read, write) = (ends[0], ends[1])
    }

    func closeWrite() {
        if write >= 0 { Glibc.close(write) }
        write = -1
    }

    func close() {
        closeWrite()
        Glibc.close(read)
    }
}
