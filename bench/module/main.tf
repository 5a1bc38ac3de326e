# The second way a user would write it without iam-roster: a module a user.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80.0, < 7.0.0"
    }
  }
}

locals {
  roster = yamldecode(file("${path.module}/users.yaml"))
}

provider "aws" {
  region              = local.roster.account.region
  allowed_account_ids = [local.roster.account.id]
  default_tags {
    tags = { ManagedBy = "iam-roster" }
  }
}

module "user" {
  source   = "./user"
  for_each = local.roster.users
  name     = each.key
  user     = each.value
  defaults = local.roster.defaults
}
