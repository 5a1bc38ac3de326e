#!/usr/bin/env python3
"""Writes the names and paths of AWS's managed policies to managed-policy-names.json.

They are read from the list that moto (Apache-2.0) keeps of AWS's own policies; documents are not taken over, the
sandbox has a choice of them in managed-policies.json. Run it with a Python that has moto:

    python3 src/sandbox/model/managed_policy_names.py && npx biome format --write src/sandbox/model
"""
import importlib.util
import json
import os
import site
import sysconfig

HERE = os.path.dirname(os.path.abspath(__file__))
ROOTS = [sysconfig.get_paths()["purelib"], *site.getsitepackages()]
SOURCE = next(path for path in (os.path.join(root, "moto/iam/aws_managed_policies.py") for root in ROOTS) if os.path.exists(path))


def main():
    spec = importlib.util.spec_from_file_location("policies", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    by_path = {}
    for name, policy in json.loads(module.aws_managed_policies_data).items():
        by_path.setdefault(policy["Path"], []).append(name)
    table = {path: " ".join(sorted(names)) for path, names in sorted(by_path.items())}
    with open(os.path.join(HERE, "managed-policy-names.json"), "w", encoding="utf-8") as file:
        json.dump(table, file, indent=1)
        file.write("\n")


main()
