public import Journal
public import Values

/// Asks and changes the database inside one write; what it changes is journaled with the act.
public final class Writer {
    let connection: any Connection
    /// Who does it, what and why.
    public private(set) var act: Act
    /// The moment of the write, the same for all its rows.
    public private(set) var now: Instant
    /// Whether something in it was done at a time or by somebody that is made up.
    private var isPretence = false
    /// The number that the write's entry will have.
    public var entry: Int64 { head.number + 1 }
    var head: JournalHead
    private var images = ImagesDigest()

    init(_ connection: any Connection, act: Act, now: Instant, head: JournalHead) {
        self.connection = connection
        self.act = act
        self.now = now
        self.head = head
    }

    public var reader: Reader { Reader(connection: connection) }

    public func execute(_ sql: SQL) throws {
        try connection.execute(Statement(sql, connection.dialect))
    }

    /// Executes a statement made once and filled many times.
    public func execute(_ statement: Statement) throws { try connection.execute(statement) }

    public var dialect: Dialect { connection.dialect }

    /// Lets records name others that come later in this write.
    public func deferKeys() throws { try connection.deferKeys() }

    /// Tries something inside the write: where it throws, nothing of it stands, and the write may
    /// go on without it.
    public func attempt<Result>(_ body: () throws -> Result) throws -> Result {
        let (before, beginning) = (images, head)
        try execute("SAVEPOINT attempt")
        do {
            let result = try body()
            try execute("RELEASE SAVEPOINT attempt")
            return result
        } catch {
            do {
                try execute("ROLLBACK TO SAVEPOINT attempt")
                try execute("RELEASE SAVEPOINT attempt")
            } catch _ {
                // The engine has rolled everything back itself; why is what the body met.
                throw error
            }
            images = before
            head = beginning
            throw error
        }
    }

    /// Does something as somebody else, at another time: for a rehearsal, whose write is taken
    /// back. A write in which this was done once cannot be kept.
    public func pretending<Result>(at moment: Instant, as act: Act, _ body: () throws -> Result)
        rethrows -> Result
    {
        isPretence = true
        let (before, whose) = (now, self.act)
        (now, self.act) = (moment, act)
        defer { (now, self.act) = (before, whose) }
        return try body()
    }

    /// An id no record of the city has had.
    public func newID() -> Int64 {
        defer { head.nextID += 1 }
        return head.nextID
    }

    /// Puts the after-image of a changed row into this write's entry.
    public func journal(_ image: Image) throws {
        let digest = image.digest
        images.add(digest)
        try connection.execute(
            Statement(
                text: JournalTables.insertImage(dialect),
                values: [
                    .integer(entry), .integer(Int64(images.count)), .text(image.register),
                    .integer(image.record), .integer(image.version), .text(image.content),
                    .text(digest.hex),
                ]))
    }

    /// Writes the entry, if anything was journaled, and moves the head.
    func finish() throws {
        if isPretence { throw StoreError.failed(detail: "演练的写入不能保留") }
        guard images.count > 0 else { return }
        let entry = Entry(
            number: head.number + 1, at: now, act: act, previous: head.digest,
            images: images.digest)
        try connection.execute(
            Statement(
                text: JournalTables.insertEntry(dialect),
                values: [
                    .integer(entry.number), .integer(entry.at.milliseconds), .text(act.actor),
                    .text(act.role), .text(act.event), act.reason.map(Scalar.text) ?? .null,
                    .text(entry.previous.hex), .text(entry.images.hex), .text(entry.digest.hex),
                ]))
        head.number = entry.number
        head.digest = entry.digest
        head.at = entry.at
    }
}

/// The end of the chain and the next id, one row of the database.
struct JournalHead: Sendable {
    var number: Int64
    var digest: Digest
    var at: Instant
    var nextID: Int64
}

extension Statement {
    public init(text: String, values: [Scalar]) {
        self.text = text
        self.values = values
    }
}
