import Journal
public import Registers
import Store
import Values

/// The accounts of one city: who they are (register `account`), how they prove it, and the
/// sessions in which they do something.
public struct Accounts: Sendable {
    public let registry: Registry
    public let policy: AccountPolicy
    let seal: PersonalSeal
    let gate: PasswordGate

    public init(_ registry: Registry, policy: AccountPolicy = AccountPolicy()) {
        self.registry = registry
        self.policy = policy
        seal = PersonalSeal(registry.database.personalKey)
        gate = PasswordGate(cost: policy.passwordCost)
    }

    var database: Database { registry.database }
    var now: Instant { database.clock.now() }
}

/// What proving oneself takes and how long it holds.
public struct AccountPolicy: Sendable {
    /// Sessions end after so long without a request, and after so long whatever happens.
    public var idle = Duration.seconds(30 * 60)
    public var absolute = Duration.seconds(12 * 3_600)
    /// One-time links to begin with an account, or again.
    public var invitation = Duration.seconds(72 * 3_600)
    /// Failed attempts before an account waits, and before an address does, which may stand for
    /// a whole building.
    public var accountFailures = 5
    public var addressFailures = 30
    /// Registrations from one address before it waits: they make records, and tell whether a login
    /// is taken.
    public var addressRegistrations = 20
    /// The first wait; it doubles with each further round of failures, up to the longest.
    public var firstWait = Duration.seconds(15 * 60)
    public var longestWait = Duration.seconds(24 * 3_600)
    public var passwordCost = ScryptCost.standard
    /// What is refused beside the platform's own list of common passwords.
    public var refused: RefusedPasswords?

    public init() {}
}

extension Duration {
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension Instant {
    func adding(_ duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds + duration.milliseconds)
    }
}
