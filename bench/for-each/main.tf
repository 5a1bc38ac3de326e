# The first way a user would write it without iam-roster: flat for_each over the file.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80.0, < 7.0.0"
    }
  }
}

locals {
  roster   = yamldecode(file("${path.module}/users.yaml"))
  defaults = local.roster.defaults
  users    = local.roster.users
  devices = merge([
    for name, user in local.users : { for device, _ in try(user.mfaDevices, {}) : "${name}-${device}" => name }
  ]...)
  access_keys = merge([
    for name, user in local.users : {
      for slot, key in try(user.accessKeys, {}) : "${name}-${slot}" => { user = name, status = key.status }
    }
  ]...)
}

provider "aws" {
  region              = local.roster.account.region
  allowed_account_ids = [local.roster.account.id]
  default_tags {
    tags = { ManagedBy = "iam-roster" }
  }
}

resource "aws_iam_user" "user" {
  for_each = local.users
  name     = each.key
  path     = local.defaults.path
  tags     = merge(local.defaults.tags, { "roster:type" = each.value.type, "roster:owner" = each.value.owner })
}

resource "aws_iam_user_login_profile" "user" {
  for_each                = { for name, user in local.users : name => user.loginProfile if can(user.loginProfile) }
  user                    = aws_iam_user.user[each.key].name
  password_length         = each.value.passwordLength
  password_reset_required = true
  pgp_key                 = local.defaults.pgpKey
  lifecycle {
    ignore_changes = [password_length, password_reset_required, pgp_key]
  }
}

resource "aws_iam_virtual_mfa_device" "user" {
  for_each                = local.devices
  virtual_mfa_device_name = each.key
  path                    = "/"
  depends_on              = [aws_iam_user.user]
}

resource "aws_iam_access_key" "user" {
  for_each = local.access_keys
  user     = aws_iam_user.user[each.value.user].name
  status   = each.value.status
  pgp_key  = local.defaults.pgpKey
  lifecycle {
    ignore_changes = [pgp_key]
  }
}

resource "aws_iam_user_group_membership" "user" {
  for_each = local.users
  user     = aws_iam_user.user[each.key].name
  groups   = each.value.groups
}

resource "aws_iam_user_policies_exclusive" "user" {
  for_each     = local.users
  user_name    = aws_iam_user.user[each.key].name
  policy_names = []
}

resource "aws_iam_user_policy_attachments_exclusive" "user" {
  for_each    = local.users
  user_name   = aws_iam_user.user[each.key].name
  policy_arns = []
}
