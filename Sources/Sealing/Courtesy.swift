import CPlatform

/// How work that takes whole cores stays out of the way of those who wait for a page.
package enum Courtesy {
    /// Lets every other thread go before this one, from now on.
    ///
    /// For threads that do nothing else.
    package static func letOthersFirst() { fk_let_others_first() }
}
