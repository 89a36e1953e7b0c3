public import Store

/// One step of a record: made, changed, or moved along its life cycle.
public struct RecordStep: Sendable {
    /// As it was; nil where it has just been made.
    public let before: Record?
    /// As it is now.
    public let after: Record

    /// Whether the step brought the record into this state.
    public func enters(_ state: String) -> Bool {
        after.state == state && before?.state != state
    }
}

/// What a coded module has to say to the steps of declared registers.
///
/// A declaration knows the rules of one record. Where others matter too (is there money left, may
/// this be paid), or where a step moves money, the module that knows follows the step inside its
/// write, whichever way it came: a form, an approval, a file, a program.
public protocol RecordConsequence: Sendable {
    /// Names of the registers whose steps are followed.
    var registers: Set<String> { get }
    /// Whether what follows cannot be taken back by taking back the step.
    var isLasting: Bool { get }
    /// Fills in what the record's own cells say, before its rules are checked and it is written.
    ///
    /// Whatever is filled in again on the same cells must be the same, so that a file imported
    /// twice changes nothing.
    /// - Throws: `RecordRefusal`; nothing of the write stands then.
    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws
    /// Refuses the step by throwing, or writes what belongs to it.
    /// - Throws: `RecordRefusal`; nothing of the write stands then.
    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws
}

extension RecordConsequence {
    /// Most have nothing to fill in.
    public func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {}
}

extension Registry {
    /// Lets coded modules fill in what follows from the cells of a record that is to be written.
    func complete(_ record: inout Record, _ writer: Writer) throws {
        for consequence in consequences where consequence.registers.contains(record.register) {
            try consequence.complete(&record, in: self, writer)
        }
    }

    func follow(_ before: Record?, _ after: Record, _ writer: Writer) throws {
        let step = RecordStep(before: before, after: after)
        for consequence in consequences where consequence.registers.contains(after.register) {
            do {
                try consequence.follow(step, in: self, writer)
            } catch let refusal as RecordRefusal {
                throw refusal
            } catch let refusal as any KeptRefusal & CustomStringConvertible {
                // A form shows it where the typing is; the journal keeps it all the same.
                guard let attempt = refusal.attempt else { throw refusal }
                throw RecordRefusal.refusedBeside(refusal.description, attempt)
            }
        }
    }

    /// Whether a coded module follows the steps of the register.
    func isFollowed(_ register: String) -> Bool {
        consequences.contains { $0.registers.contains(register) }
    }

    /// Whether steps of the register lead to what stays.
    func isFollowedForGood(_ register: String) -> Bool {
        consequences.contains { $0.isLasting && $0.registers.contains(register) }
    }
}
