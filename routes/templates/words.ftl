<#-- What happened, in a few words without a full stop. A type that is not in this list is told by its name. -->
<#import "cut.ftl" as cut>
<#assign words = {
  "RESELLER_CREATED_CONNECT_TRIAL": "A Connect trial was created",
  "RESELLER_CREATED_PROTECT_TRIAL": "A Protect trial was created",
  "RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID": "A Connect trial has become a paid subscription",
  "RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID": "A Protect trial has become a paid subscription",
  "RESELLER_CONNECT_TRIAL_EXPIRED": "A Connect trial has expired",
  "RESELLER_MRR_CHANGED": "The monthly recurring revenue has changed",
  "RESELLER_UPSELL_INVOICE_GENERATED": "An upsell invoice was made",
  "RESELLER_RECURRING_INVOICE_GENERATED": "A recurring invoice was made",
  "RESELLER_INVOICE_EDITED": "An invoice was edited",
  "RESELLER_INVOICE_PAID": "An invoice was paid",
  "RESELLER_CC_ADDED": "A credit card was added",
  "RESELLER_PVI_ADDED": "A PVI was added",
  "RESELLER_FIRST_LOGIN": "The first login to the Reseller Dashboard",
  "RESELLER_TFA_ENABLED": "Two-factor authentication was enabled",
  "RESELLER_TFA_ENROLLED": "Two-factor authentication was set up",
  "USER_ADDED": "A user was added",
  "USER_TFA_ENABLED": "Two-factor authentication was enabled for a user",
  "USER_TFA_ENROLLED": "A user has set up two-factor authentication",
  "RESELLER_PROFILE_UPDATED": "The profile in the Reseller Dashboard was updated",
  "RESELLER_LINK_NFR_MANUALLY": "An NFR domain was linked by hand"
}>
<#if body.isTest()>Test: </#if><#t>
${words[body.eventType()]!("Egnyte reports " + cut.to(70, variables.fields.event_type?lower_case?replace("_", " ")))}<#t>
