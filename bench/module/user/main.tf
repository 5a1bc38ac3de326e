variable "name" { type = string }
variable "user" { type = any }
variable "defaults" { type = any }

resource "aws_iam_user" "this" {
  name = var.name
  path = var.defaults.path
  tags = merge(var.defaults.tags, { "roster:type" = var.user.type, "roster:owner" = var.user.owner })
}

resource "aws_iam_user_login_profile" "this" {
  count                   = can(var.user.loginProfile) ? 1 : 0
  user                    = aws_iam_user.this.name
  password_length         = var.user.loginProfile.passwordLength
  password_reset_required = true
  pgp_key                 = var.defaults.pgpKey
  lifecycle {
    ignore_changes = [password_length, password_reset_required, pgp_key]
  }
}

resource "aws_iam_virtual_mfa_device" "this" {
  for_each                = try(var.user.mfaDevices, {})
  virtual_mfa_device_name = "${var.name}-${each.key}"
  path                    = "/"
  depends_on              = [aws_iam_user.this]
}

resource "aws_iam_access_key" "this" {
  for_each = try(var.user.accessKeys, {})
  user     = aws_iam_user.this.name
  status   = each.value.status
  pgp_key  = var.defaults.pgpKey
  lifecycle {
    ignore_changes = [pgp_key]
  }
}

resource "aws_iam_user_group_membership" "this" {
  user   = aws_iam_user.this.name
  groups = var.user.groups
}

resource "aws_iam_user_policies_exclusive" "this" {
  user_name    = aws_iam_user.this.name
  policy_names = []
}

resource "aws_iam_user_policy_attachments_exclusive" "this" {
  user_name   = aws_iam_user.this.name
  policy_arns = []
}
