#!/usr/bin/env python3
"""Writes the input constraints of every action in sandbox/actions from AWS's own service models.

The models come with botocore (Apache-2.0); only shapes that an implemented action can reach are kept.
Run it after adding an action, with any Python that has botocore:

    python3 src/sandbox/model/generate.py && npx biome format --write src/sandbox/model
"""
import gzip
import json
import os
import sys

import botocore

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(botocore.__file__), "data")
SERVICES = {
    "iam": "iam/2010-05-08",
    "sts": "sts/2011-06-15",
    "kms": "kms/2014-11-01",
    "cloudtrail": "cloudtrail/2013-11-01",
    "accessanalyzer": "accessanalyzer/2019-11-01",
    "s3": "s3/2006-03-01",
}
# What AWS added after the botocore that was at hand, from the models of the SDK for JavaScript (client-iam 3.1169).
LATER = {
    "iam": {
        "SimulatePrincipalPolicyRequest": {"members": {"PolicyExclusionList": {"shape": "PolicyExclusionListType"}}},
        "PolicyExclusionListType": {"type": "list", "member": {"shape": "PolicyIdentifier"}},
        "PolicyIdentifier": {
            "type": "structure",
            "members": {
                "PolicyType": {"shape": "PolicyIdentifierPolicyType"},
                "PolicyArn": {"shape": "arnType"},
                "InlinePolicyIdentifier": {"shape": "InlinePolicyIdentifierType"},
            },
        },
        "PolicyIdentifierPolicyType": {
            "type": "string",
            "enum": ["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"],
        },
        "InlinePolicyIdentifierType": {
            "type": "structure",
            "required": ["PolicyName", "AttachmentType", "AttachmentName"],
            "members": {
                "PolicyName": {"shape": "ResourceNameType"},
                "AttachmentType": {"shape": "AttachmentType"},
                "AttachmentName": {"shape": "ResourceNameType"},
            },
        },
        "AttachmentType": {"type": "string", "enum": ["user", "group", "role"]},
    }
}
KEPT = ("min", "max", "pattern", "enum", "required")


def load(service):
    with gzip.open(os.path.join(DATA, SERVICES[service], "service-2.json.gz")) as file:
        model = json.load(file)
    for name, shape in LATER.get(service, {}).items():
        known = model["shapes"].setdefault(name, shape)
        for member, given in shape.get("members", {}).items():
            known["members"].setdefault(member, given)
    return model


def slim(shape):
    out = {"type": shape["type"]}
    out.update({key: shape[key] for key in KEPT if key in shape})
    if shape["type"] == "structure":
        out["members"] = {name: member["shape"] for name, member in shape.get("members", {}).items()}
    if shape["type"] == "list":
        out["member"] = shape["member"]["shape"]
    return out


def collect(model, name, shapes):
    if name in shapes:
        return
    shapes[name] = slim(model["shapes"][name])
    for member in shapes[name].get("members", {}).values():
        collect(model, member, shapes)
    if "member" in shapes[name]:
        collect(model, shapes[name]["member"], shapes)


def main():
    actions = {entry[:-3] for entry in os.listdir(os.path.join(HERE, "..", "actions")) if entry.endswith(".ts")}
    actions.discard("index")
    for service in SERVICES:
        model = load(service)
        operations, shapes = {}, {}
        for action in sorted(actions & set(model["operations"])):
            given = model["operations"][action].get("input", {}).get("shape")
            operations[action] = given
            if given:
                collect(model, given, shapes)
        actions -= set(operations)
        table = {"apiVersion": model["metadata"]["apiVersion"], "operations": operations, "shapes": dict(sorted(shapes.items()))}
        with open(os.path.join(HERE, service + ".json"), "w", encoding="utf-8") as file:
            json.dump(table, file, indent=1)
            file.write("\n")
    if actions:
        sys.exit("no AWS service model knows: " + ", ".join(sorted(actions)))


main()
