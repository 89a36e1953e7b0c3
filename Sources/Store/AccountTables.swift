import Values

/// Tables of accounts that are no records: what is secret, what lasts for hours, what is typed but
/// not handed in. Who an account is, and what it may do, is a record of register `account`.
enum AccountTables {
    static let definitions: [TableDefinition] = [
        // Nothing here can be read back: hashes, and secrets sealed with the city's key.
        TableDefinition(
            name: "account_secret",
            columns: [
                .init("account", .integer, required: true), .init("password", .text),
                .init("password_since", .integer), .init("code_secret", .text),
                .init("code_step", .integer, required: true), .init("recovery", .text),
            ], primaryKey: ["account"]),
        // Signed-in browsers, by the digest of their token.
        TableDefinition(
            name: "session",
            columns: [
                .init("digest", .text, required: true), .init("account", .integer, required: true),
                .init("organisation", .integer), .init("made", .integer, required: true),
                .init("seen", .integer, required: true), .init("ends", .integer, required: true),
                // 0 while the account has yet to set up its authenticator.
                .init("whole", .integer, required: true),
                .init("address", .text, required: true), .init("agent", .text, required: true),
            ], primaryKey: ["digest"], indexes: [IndexDefinition(columns: ["account"])]),
        // Failed attempts, by account and by address.
        TableDefinition(
            name: "sign_in_failure",
            columns: [
                .init("place", .text, required: true), .init("count", .integer, required: true),
                .init("last", .integer, required: true), .init("until", .integer, required: true),
            ], primaryKey: ["place"]),
        // One-time links: to begin with an account, or again after its password is lost.
        TableDefinition(
            name: "invitation",
            columns: [
                .init("digest", .text, required: true), .init("account", .integer, required: true),
                .init("ends", .integer, required: true), .init("used", .integer),
            ], primaryKey: ["digest"], indexes: [IndexDefinition(columns: ["account"])]),
        // Keys of programs, by their digest.
        TableDefinition(
            name: "api_token",
            columns: [
                .init("digest", .text, required: true), .init("id", .integer, required: true),
                .init("account", .integer, required: true), .init("organisation", .integer),
                .init("name", .text, required: true), .init("writes", .integer, required: true),
                .init("made", .integer, required: true), .init("ends", .integer, required: true),
                .init("ended", .integer), .init("used", .integer),
            ], primaryKey: ["digest"], indexes: [IndexDefinition(columns: ["account"])]),
        // Who signed in, failed, was locked out: chained like the journal, apart from it because
        // there are thousands a day and none changes a record.
        TableDefinition(
            name: "security_event",
            columns: [
                .init("number", .integer, required: true), .init("at", .integer, required: true),
                .init("account", .integer), .init("login", .text, required: true),
                .init("address", .text, required: true), .init("event", .text, required: true),
                .init("detail", .text, required: true), .init("previous", .text, required: true),
                .init("digest", .text, required: true),
            ], primaryKey: ["number"], indexes: [IndexDefinition(columns: ["account", "number"])]),
        // What is being typed into a form, sealed, until it is handed in.
        TableDefinition(
            name: "draft",
            columns: [
                .init("account", .integer, required: true), .init("key", .text, required: true),
                .init("register", .text, required: true), .init("record", .integer),
                .init("version", .integer), .init("saves", .integer, required: true),
                .init("content", .text, required: true), .init("made", .integer, required: true),
                .init("saved", .integer, required: true),
            ], primaryKey: ["account", "key"]),
        // What somebody is told; read or not.
        TableDefinition(
            name: "notice",
            columns: [
                .init("id", .integer, required: true), .init("account", .integer, required: true),
                .init("kind", .text, required: true), .init("text", .text, required: true),
                .init("link", .text, required: true), .init("made", .integer, required: true),
                .init("read", .integer), .init("mailed", .integer),
            ], primaryKey: ["id"], indexes: [IndexDefinition(columns: ["account", "read", "id"])]),
        // Mails that wait or went: to whom and when; never what they say, which is counted at the
        // moment of sending.
        TableDefinition(
            name: "mail_outbox",
            columns: [
                .init("id", .integer, required: true), .init("account", .integer, required: true),
                .init("day", .text, required: true), .init("state", .text, required: true),
                .init("attempts", .integer, required: true),
                .init("due", .integer, required: true), .init("made", .integer, required: true),
                .init("sent", .integer), .init("failure", .text),
            ], primaryKey: ["id"],
            indexes: [
                IndexDefinition(columns: ["account", "day"], unique: true),
                IndexDefinition(columns: ["state", "due"]),
            ]),
        // What was told of once and is not told again: a draft that lies, a thing that comes due.
        TableDefinition(
            name: "reminder",
            columns: [
                .init("account", .integer, required: true), .init("about", .text, required: true),
                .init("day", .text, required: true),
            ], primaryKey: ["account", "about"]),
        // Answers to requests of programs that may be sent twice.
        TableDefinition(
            name: "request_answer",
            columns: [
                .init("account", .integer, required: true), .init("key", .text, required: true),
                .init("request", .text, required: true), .init("status", .integer, required: true),
                .init("content", .text, required: true), .init("at", .integer, required: true),
            ], primaryKey: ["account", "key"]),
    ]

    /// What ends with the processes that serve the city; never copied to another place.
    static let ofProcesses: Set<String> = ["session", "sign_in_failure", "request_answer"]
}

/// All tables of the kernel.
enum KernelTables {
    static let definitions =
        JournalTables.definitions + AccountTables.definitions + LedgerTables.definitions

    /// Tables of the processes that serve the city, not of the city.
    static let ofProcesses = JournalTables.ofProcesses.union(AccountTables.ofProcesses)
}
