import Registers
import Store

extension Applications {
    /// What follows a submission inside its write: the gate. It refuses nothing; what it finds is
    /// for the section to decide.
    func afterSubmission(_ application: Record, _ offer: CallOffer, _ writer: Writer) throws {
        try runGate([application.id], known: [offer.call.id: offer.terms], writer)
    }
}
