import type { StandardModule } from '../standard-module.ts';
import { addressLines, authorLines, hiddenLines, mailLines } from '../standard-module.ts';

const salutation = 'Salutation picklist = -None-; Mr.; Mrs.; Ms.; Dr.; Prof.';
const sources = '-None-; Advertisement; Cold Call; Referral; Partner; Trade Show; Web; Chat';
const industries = '-None-; Consulting; Education; Finance; Government; Healthcare; Manufacturing; Retail; Service Provider; Technology';

/** People, companies and what is sold to them. */
export const salesModules: readonly StandardModule[] = [
  {
    name: 'Leads',
    singular: 'Lead',
    plural: 'Leads',
    display: 'Full_Name',
    sections: {
      'Lead Information': `
        Owner ownerlookup "Lead Owner"
        Company text:200 !
        First_Name text:40
        Last_Name text:80 !
        Designation text:100 "Title"
        Email email:100
        Phone phone:30
        Fax text:30
        Mobile phone:30
        Website website:255
        Lead_Source picklist = ${sources}
        Lead_Status picklist = -None-; Not Contacted; Contacted; Contact in Future; Qualified; Not Qualified; Lost Lead
        Industry picklist = ${industries}
        No_of_Employees integer:9 "No. of Employees"
        Annual_Revenue currency:16
        Rating picklist = -None-; Acquired; Active; Shut Down
        Email_Opt_Out boolean
        Skype_ID text:50
        Secondary_Email email:100
        Twitter text:50
        ${salutation}
        ${authorLines}`,
      'Address Information': `
        Street text:250
        City text:100
        State text:100
        Zip_Code text:30
        Country text:100`,
      'Description Information': 'Description textarea:32000',
      'Visit Summary': 'Record_Image profileimage "Lead Image"',
    },
    off: `Full_Name text:120 ro
      Converted__s boolean ro
      Converted_Date_Time datetime ro
      Converted_Account lookup ro -> Accounts
      Converted_Contact lookup ro -> Contacts
      Converted_Deal lookup ro -> Deals
      Lead_Conversion_Time integer:9 ro
      ${mailLines}
      ${hiddenLines}`,
  },
  {
    name: 'Contacts',
    singular: 'Contact',
    plural: 'Contacts',
    display: 'Full_Name',
    sections: {
      'Contact Information': `
        Owner ownerlookup "Contact Owner"
        First_Name text:40
        Last_Name text:80 !
        Account_Name lookup -> Accounts
        Vendor_Name lookup -> Vendors
        Email email:100
        Title text:100
        Department text:50
        Phone phone:50
        Home_Phone phone:30
        Other_Phone phone:30
        Mobile phone:30
        Fax text:30
        Assistant text:50
        Asst_Phone phone:30
        Date_of_Birth date
        Lead_Source picklist = ${sources}
        Reporting_To lookup -> Contacts
        Email_Opt_Out boolean
        Skype_ID text:50
        Secondary_Email email:100
        Twitter text:50
        ${salutation}
        ${authorLines}`,
      'Address Information': `
        Mailing_Street text:250
        Mailing_City text:100
        Mailing_State text:100
        Mailing_Zip text:30
        Mailing_Country text:100
        Other_Street text:250
        Other_City text:100
        Other_State text:100
        Other_Zip text:30
        Other_Country text:100`,
      'Description Information': 'Description textarea:32000',
      'Visit Summary': 'Record_Image profileimage "Contact Image"',
    },
    off: `Full_Name text:120 ro
      ${mailLines}
      ${hiddenLines}`,
  },
  {
    name: 'Accounts',
    singular: 'Account',
    plural: 'Accounts',
    sections: {
      'Account Information': `
        Account_Name text:200 !
        Owner ownerlookup "Account Owner"
        Rating picklist = -None-; Acquired; Active; Shut Down
        Phone phone:30
        Fax text:30
        Website website:255
        Parent_Account lookup -> Accounts
        Account_Site text:80
        Account_Number bigint:18
        Account_Type picklist = -None-; Competitor; Customer; Partner; Prospect; Supplier
        Industry picklist = ${industries}
        Annual_Revenue currency:16
        Employees integer:9
        Ownership picklist = -None-; Private; Public; Other
        Ticker_Symbol text:30
        SIC_Code integer:9
        ${authorLines}`,
      'Address Information': `${addressLines('Billing')}\n${addressLines('Shipping')}`,
      'Description Information': 'Description textarea:32000',
      'Visit Summary': 'Record_Image profileimage "Account Image"',
    },
    off: `Last_Enriched_Time__s datetime ro
      Enrich_Status__s picklist ro = Available; Enriched; Data not found
      ${hiddenLines}`,
  },
  {
    name: 'Deals',
    singular: 'Deal',
    plural: 'Deals',
    inner: 'Potentials',
    display: 'Deal_Name',
    sections: {
      'Deal Information': `
        Owner ownerlookup "Deal Owner"
        Deal_Name text:120 !
        Account_Name lookup -> Accounts
        Contact_Name lookup -> Contacts
        Amount currency:16
        Closing_Date date
        Stage picklist ! = Qualification; Needs Analysis; Value Proposition; Identify Decision Makers; Proposal/Price Quote; Negotiation/Review; Closed Won; Closed Lost; Closed-Lost to Competition
        Type picklist = -None-; Existing Business; New Business
        Probability integer:9 "Probability (%)"
        Expected_Revenue currency:16 ro
        Next_Step text:100
        Lead_Source picklist = ${sources}
        Campaign_Source lookup -> Campaigns
        Reason_For_Loss__s picklist = -None-; Price; Competition; No response; Other
        ${authorLines}`,
      'Description Information': 'Description textarea:32000',
      'Visit Summary': 'Record_Image profileimage "Deal Image"',
    },
    off: `Pipeline picklist = Standard (Standard)
      Lead_Conversion_Time integer:9 ro
      Sales_Cycle_Duration integer:9 ro
      Overall_Sales_Duration integer:9 ro
      ${hiddenLines}`,
  },
];
