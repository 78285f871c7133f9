import CPlatform
import Glibc

/// The right to write a data directory: one holder at a time, released by the kernel when the last process that
/// inherited it ends.
///
/// The lock belongs to the open file description, so a child that inherits the descriptor keeps it held: after a killed
/// parent nobody can start a second writer while the first one's children are still finishing.
package struct DirectoryLock: ~Copyable, Sendable {
    private let file: Descriptor

    /// The number a child inherits.
    package var number: Int32 { file.number }

    /// Takes the lock without waiting.
    ///
    /// - Throws: ``DataDirectoryError/inUse`` when somebody else holds it.
    package init(_ directory: DataDirectory) throws(DataDirectoryError) {
        let number = unsafe fk_open_locked(directory.lock)
        guard number >= 0 else {
            let error = SystemError("fcntl")
            throw error.code == EAGAIN ? .inUse : .system(error)
        }
        file = Descriptor(owning: number)
    }

    /// Keeps the lock for the rest of this process's life; returns the number for children to inherit.
    package consuming func keepForEver() -> Int32 { file.release() }
}
