import Registers
import Store

extension Applications {
    /// What follows a submission inside its write.
    func afterSubmission(_ application: Record, _ offer: CallOffer, _ writer: Writer) throws {}
}
