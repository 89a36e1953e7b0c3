import Journal
import Testing
import Values

@Suite struct EntryTests {
    private static let images = Digest(of: "images")

    private func entry(
        _ number: Int64 = 7, at: Int64 = 1_735_689_600_000, actor: String = "张三",
        role: String = "officer", event: String = "loan.created", reason: String? = nil,
        previous: Digest = .beginning, images: Digest = EntryTests.images
    ) -> Entry {
        Entry(
            number: number, at: Instant(milliseconds: at),
            act: Act(actor: actor, role: role, event: event, reason: reason), previous: previous,
            images: images)
    }

    @Test func theDigestChangesWithEachField() {
        let all = [
            entry(), entry(8), entry(at: 1_735_689_600_001), entry(actor: "李四"),
            entry(role: "leader"), entry(event: "loan.changed"), entry(reason: ""),
            entry(reason: "更正"), entry(previous: Digest(of: "x")), entry(images: Digest(of: "y")),
        ]
        #expect(Set(all.map(\.digest)).count == all.count)
        #expect(all.allSatisfy { $0.digest.hex.count == 64 && $0.isIntact })
    }

    @Test func textsThatRunIntoEachOtherDoNotMakeTheSameDigest() {
        #expect(
            entry(actor: "a\",\"at", role: "b").digest != entry(actor: "a", role: "\",\"atb").digest
        )
    }

    @Test func anEntryChangedByHandIsNotIntact() {
        let good = entry()
        let changed = Entry(
            stored: good.number, at: good.at,
            act: Act(actor: "李四", role: good.act.role, event: good.act.event),
            previous: good.previous, images: good.images, digest: good.digest)
        #expect(!changed.isIntact)
    }

    @Test func anImagesDigestCoversWhatItIsAnImageOf() {
        let images = [
            Image(register: "loan", record: 1, version: 1, content: "{}"),
            Image(register: "loans", record: 1, version: 1, content: "{}"),
            Image(register: "loan", record: 2, version: 1, content: "{}"),
            Image(register: "loan", record: 1, version: 2, content: "{}"),
            Image(register: "loan", record: 1, version: 1, content: "{\"a\":1}"),
        ]
        #expect(Set(images.map(\.digest)).count == images.count)
    }

    @Test func theOrderOfImagesMatters() {
        let digests = [Digest(of: "a"), Digest(of: "b")]
        var forwards = ImagesDigest()
        var backwards = ImagesDigest()
        for digest in digests { forwards.add(digest) }
        for digest in digests.reversed() { backwards.add(digest) }
        #expect(forwards.digest != backwards.digest)
        #expect(forwards.count == 2)
        #expect(ImagesDigest().digest == Digest(of: ""))
    }

    @Test func aDigestIsSHA256() {
        #expect(
            Digest(of: "abc").hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest(of: Array("abc".utf8)) == Digest(of: "abc"))
        #expect(Digest.beginning.hex.allSatisfy { $0 == "0" })
    }

    @Test func aPersonalDigestNeedsTheKey() {
        let key = PersonalKey(bytes: Array(repeating: 1, count: 32))
        let other = PersonalKey(bytes: Array(repeating: 2, count: 32))
        #expect(key.digest(of: "13800001234") == key.digest(of: "13800001234"))
        #expect(key.digest(of: "13800001234") != other.digest(of: "13800001234"))
        #expect(key.digest(of: "13800001234") != Digest(of: "13800001234").hex)
        #expect(PersonalKey.random().count == 32)
        #expect(PersonalKey.random() != PersonalKey.random())
    }

    @Test func aPersonalDigestIsHMACSHA256() {
        // RFC 4231, test case 2.
        #expect(
            PersonalKey(bytes: Array("Jefe".utf8)).digest(of: "what do ya want for nothing?")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }
}
