public import Values

/// Who does something, in which role, what it is and why: what a write says of itself.
public struct Act: Sendable, Hashable {
    public let actor: String
    public let role: String
    /// In the past tense, such as `contract.registered`.
    public let event: String
    public let reason: String?

    public init(actor: String, role: String, event: String, reason: String? = nil) {
        self.actor = actor
        self.role = role
        self.event = event
        self.reason = reason
    }
}

/// The state of one record after a write, in canonical text.
public struct Image: Sendable, Hashable {
    public let register: String
    public let record: Int64
    public let version: Int64
    public let content: String

    public init(register: String, record: Int64, version: Int64, content: String) {
        self.register = register
        self.record = record
        self.version = version
        self.content = content
    }

    /// Covers the content and what it is the content of.
    public var digest: Digest { Digest(of: "\(register)/\(record)/\(version)\n\(content)") }
}

/// One commit's line in the journal: chained to the one before, covering the images of its rows.
public struct Entry: Sendable, Hashable {
    public let number: Int64
    public let at: Instant
    public let act: Act
    public let previous: Digest
    /// The digest over the digests of the images, in their order.
    public let images: Digest
    public let digest: Digest

    /// The entry that follows `previous` and covers images with these digests.
    public init(number: Int64, at: Instant, act: Act, previous: Digest, images: Digest) {
        self.number = number
        self.at = at
        self.act = act
        self.previous = previous
        self.images = images
        digest = Self.digest(number, at, act, previous, images)
    }

    /// An entry as it stands in a database, its digest as stored.
    public init(
        stored number: Int64, at: Instant, act: Act, previous: Digest, images: Digest,
        digest: Digest
    ) {
        self.number = number
        self.at = at
        self.act = act
        self.previous = previous
        self.images = images
        self.digest = digest
    }

    /// Whether the stored digest is the one that the content gives.
    public var isIntact: Bool { digest == Self.digest(number, at, act, previous, images) }

    private static func digest(
        _ number: Int64, _ at: Instant, _ act: Act, _ previous: Digest, _ images: Digest
    ) -> Digest {
        var text = "{"
        Canonical.append("actor", .text(act.actor), to: &text)
        Canonical.append("at", .integer(at.milliseconds), to: &text)
        Canonical.append("event", .text(act.event), to: &text)
        Canonical.append("images", .text(images.hex), to: &text)
        Canonical.append("number", .integer(number), to: &text)
        Canonical.append("previous", .text(previous.hex), to: &text)
        Canonical.append("reason", act.reason.map(Scalar.text) ?? .null, to: &text)
        Canonical.append("role", .text(act.role), to: &text)
        return Digest(of: text + "}")
    }
}

/// Gathers the digests of a commit's images into one.
public struct ImagesDigest: Sendable {
    private var text = ""
    public private(set) var count = 0

    public init() {}

    public mutating func add(_ digest: Digest) {
        text += digest.hex
        count += 1
    }

    public var digest: Digest { Digest(of: text) }
}
