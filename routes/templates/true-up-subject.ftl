<#-- The subject of the monthly mail about licences. -->
Egnyte licences, ${variables.month}<#t>
