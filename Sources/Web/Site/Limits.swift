/// What one request may take of the server, so that none takes it from the others.
public struct Limits: Sendable {
    /// Bytes of a request's body.
    public var bodyBytes = 32 * 1_024 * 1_024
    /// Bytes of a body where somebody comes in, of whom nothing is known; and of a form without
    /// files: the largest draft, each of its letters as nine.
    public var comingInBytes = 64 * 1_024
    public var formBytes = 8 * 1_024 * 1_024
    /// Bytes of all bodies that are on their way at one moment.
    public var arrivingBytes = 256 * 1_024 * 1_024
    /// Bytes of a body that is taken while it arrives: a file of 100 MB, and the form around it.
    public var streamBytes = 101 * 1_024 * 1_024
    /// Bytes of a request's address, and of all its headers together.
    public var addressBytes = 8 * 1_024
    public var headerBytes = 32 * 1_024
    /// How long a request may take to arrive; a silent connection is closed after as long.
    public var arrival = Duration.seconds(30)
    /// How long a body that is taken while it arrives may take; it may not pause for longer than
    /// `arrival`.
    public var uploading = Duration.seconds(900)
    /// How long the questions of one page may take together.
    public var reading = Duration.seconds(15)
    /// The same where a file is made of a whole register.
    public var exporting = Duration.seconds(300)
    /// Requests in work at once; more are asked to come again.
    public var requests = 128
    /// Connections open at once; more wait to be accepted.
    public var connections = 2_048
    /// Bytes that must be free on the disk for the server to call itself ready.
    public var freeBytes: Int64 = 64 * 1_024 * 1_024

    public init() {}

    /// How long the questions of the request in work may take; set by its route's policy.
    @TaskLocal static var readingNow: Duration?
}
