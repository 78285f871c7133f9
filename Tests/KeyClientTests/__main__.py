"""Runs every suite against every service, each started and stopped here by its process id."""

import os
import subprocess
import sys
import unittest

import aws_command
import boto_suite
import server_suite
import services


def main():
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    succeeded = True
    with services.Keeper() as keeper, services.StandIn() as stand_in:
        for service in (keeper, stand_in):
            print(f"== boto3 against {service.name}", flush=True)
            succeeded &= run(boto_suite, service, names)
        print(f"== the aws command against {keeper.name}", flush=True)
        succeeded &= run(aws_command, keeper, names)
        print(f"== the whole server with {stand_in.name} as its key service", flush=True)
        succeeded &= run(server_suite, stand_in, names)
        if "--no-swift" not in sys.argv:
            print(f"== our client against keeper and {stand_in.name}", flush=True)
            succeeded &= our_client(stand_in)
    return 0 if succeeded else 1


def run(module, service, names):
    module.SERVICE = service
    loader = unittest.defaultTestLoader
    loader.testNamePatterns = [f"*{name}*" for name in names] or None
    result = unittest.TextTestRunner(verbosity=1).run(loader.loadTestsFromModule(module))
    return result.wasSuccessful()


def our_client(stand_in):
    command = ["swift", "test", "--skip-build", "--disable-xctest", "--filter", "KMSPeerTests"]
    environment = dict(os.environ, FLOWKEEP_KMS_STANDIN_PORT=str(stand_in.port))
    result = subprocess.run(command, env=environment, text=True, capture_output=True)
    lines = [line for line in result.stdout.splitlines() if "Test run with" in line or "✘" in line or "✗" in line]
    print("\n".join(lines) or result.stdout + result.stderr)
    # Fourteen cases: seven operations against two services. Fewer would mean that the stand-in was not asked.
    return result.returncode == 0 and result.stdout.count("with 2 test cases passed") == 7


if __name__ == "__main__":
    sys.exit(main())
