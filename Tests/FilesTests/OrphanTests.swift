import Foundation
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Files

@Suite final class OrphanTests {
    private let room: FileRoom

    /// The disk has the time of now, and so has the city.
    init() throws { room = try FileRoom(ISO8601DateFormatter().string(from: Date())) }

    deinit { room.remove() }

    private func leave(_ text: String) throws -> Digest {
        let arrival = try room.store.begin()
        try arrival.append(Array(text.utf8))
        return try arrival.keep().digest
    }

    @Test func aContentWithoutARecordIsOneAfterADay() async throws {
        let need = try await room.need("甲")
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        let withdrawn = try await room.keep(FileRoom.pdf + [10], "旧.pdf", about: need.id)
        _ = try await room.registry.withdrawRecord(
            "file", withdrawn.id, by: room.officer, reason: "换新")
        let orphan = try leave("没有记录")
        #expect(try await room.files().orphans().isEmpty)
        #expect(try await room.files().removeOrphans().isEmpty)
        room.clock.passTwoDays()
        let found = try await room.files().orphans()
        #expect(found == [Orphan(digest: orphan, bytes: 12)])
        #expect(try await room.files().removeOrphans() == found)
        #expect(room.store.bytes(of: orphan) == nil)
        #expect(try await room.read(record.id) == FileRoom.pdf)
        #expect(try await room.read(withdrawn.id) == FileRoom.pdf + [10])
        #expect(try await room.files().orphans().isEmpty)
    }

    @Test func whatIsRegisteredBetweenLookingAndTakingStays() async throws {
        let need = try await room.need("甲")
        let orphan = try leave(String(decoding: FileRoom.pdf, as: UTF8.self))
        room.clock.passTwoDays()
        #expect(try await room.files().orphans().map(\.digest) == [orphan])
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        let isGone = try room.store.remove(orphan) { [room] in
            try room.registry.database.readNow { try Registry.isNamed(orphan, $0) }
        }
        #expect(!isGone)
        #expect(try await room.read(record.id) == FileRoom.pdf)
    }
}

extension SettableClock {
    fileprivate func passTwoDays() {
        now = Instant(milliseconds: now.milliseconds + 2 * 86_400_000)
    }
}
