import ArgumentParser
import Composition

/// The settings of the second place as flags.
struct SecondOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where backups are copied to: a whole path, or s3://bucket/prefix.", valueName: "place"))
    var backupSecond: String?

    @Option(help: ArgumentHelp("Where that bucket answers (default: Amazon S3 in its region).", valueName: "url"))
    var backupSecondEndpoint: String?

    @Option(help: ArgumentHelp("Region of that bucket (default --region).", valueName: "name"))
    var backupSecondRegion: String?

    @Option(help: ArgumentHelp("Access key for that bucket, in the format of AWS tools.", valueName: "file"))
    var backupSecondCredentialsFile: String?

    var flags: [Setting: String?] {
        [
            .backupSecond: backupSecond, .backupSecondEndpoint: backupSecondEndpoint,
            .backupSecondRegion: backupSecondRegion, .backupSecondCredentialsFile: backupSecondCredentialsFile,
        ]
    }
}
