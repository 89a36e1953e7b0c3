import Journal
import Registers
import Store
import Values

/// 64 writers that make meetings, each commit acknowledged before the next of the same writer.
struct MeetingWrites {
    static let writers = 64

    let registry: Registry
    var count = 20_000

    /// Commits a second.
    func perSecond() async throws -> Double {
        let act = Act(actor: "测速", role: "officer", event: "meeting.created")
        let each = count / Self.writers
        let start = wallTime()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<Self.writers {
                group.addTask {
                    for n in 0..<each {
                        let draft = draft(writer * each + n)
                        _ = try await registry.database.write(act) {
                            try registry.create(draft, in: "meeting", $0)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return Double(each * Self.writers) / (wallTime() - start)
    }

    private func draft(_ n: Int) -> Draft {
        Draft([
            "held_on": .text("2025-03-0\(n % 9 + 1)"), "level": .text("government-executive"),
            "topic": .text("science-technology"), "subject": .text("演示会议\(n)"),
        ])
    }
}
