public import Values

/// All that the platform says in mails: a closed list, made of counts, times and links.
///
/// Mails pass through servers of others and lie open in mailboxes. No template has room for a name,
/// a title, an amount or a remark, so that nothing secret can get into one by mistake.
public enum MailTemplate: Sendable, Equatable {
    /// What waits for a person; the only ordinary notice.
    case day(DayCounts, PlatformLink)
    /// An account was made for the owner of the address.
    case invitation(validDays: Int, PlatformLink)
    /// The owner of the address asked for a new password.
    case passwordReset(validMinutes: Int, PlatformLink)
    case passwordChanged(Instant)
    /// The second step of signing in was set up, changed or taken away.
    case secondStepChanged(Instant)
    /// To the old address.
    case addressChanged(Instant)
    /// Wrong passwords, so that nobody gets in for a while.
    case accountLocked(Instant, minutes: Int)

    /// When a mail of a kind goes.
    public enum Urgency: Sendable, Equatable {
        /// At most one a person a day, in office hours.
        case ordinary
        /// At once: who waits is locked out or robbed.
        case security
    }

    /// How soon the mail has to go.
    public var urgency: Urgency {
        if case .day = self { .ordinary } else { .security }
    }

    /// Whether the mail says anything; one that does not is not sent.
    public var saysSomething: Bool {
        if case .day(let counts, _) = self { counts != DayCounts() } else { true }
    }

    /// The mail to a person.
    ///
    /// - Parameters:
    ///   - platform: what the platform calls itself, such as `岳阳市科技平台`.
    ///   - id: see `Mail.id`.
    /// - Throws: `MailError` of `Mail.init`, where the platform's name has two lines or is long.
    public func mail(
        platform: String, id: String, from: MailAddress, to: MailAddress, written: Instant
    ) throws(MailError) -> Mail {
        // The name stands in the body too, where a line end would do no harm but deceive.
        if MailText.hasControls(platform) { throw .lineBreak(field: "平台名称") }
        let (subject, lines) = words(platform)
        return try Mail(
            id: id, from: from, to: to, subject: subject,
            body: (["您好：", ""] + lines + ["", "本邮件由\(platform)自动发出，请勿回复。"])
                .map { $0 + "\n" }.joined(),
            written: written)
    }
}

/// What waits for a person on a day, in numbers.
public struct DayCounts: Sendable, Equatable {
    /// Work that waits, whatever its term.
    public var waiting: Int
    /// Of it, work whose term has passed.
    public var overdue: Int
    /// Of it, work due within the days that the platform warns of.
    public var dueSoon: Int
    /// What was sent back to the person for correction.
    public var returned: Int
    /// Notices not yet read.
    public var notices: Int

    /// Makes counts; none is below zero.
    public init(
        waiting: Int = 0, overdue: Int = 0, dueSoon: Int = 0, returned: Int = 0, notices: Int = 0
    ) {
        self.waiting = max(0, waiting)
        self.overdue = max(0, overdue)
        self.dueSoon = max(0, dueSoon)
        self.returned = max(0, returned)
        self.notices = max(0, notices)
    }
}
