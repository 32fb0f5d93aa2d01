import type { StandardModule } from '../standard-module.ts';

/** Tabs that the API lists but does not open: name, labels, inner name where it differs. */
const closedTabs = [
  ['Home', 'Home', 'Home'],
  ['Reports', 'Report', 'Reports'],
  ['Analytics', 'Dashboard', 'Dashboards'],
  ['Feeds', 'Feed', 'Feeds'],
  ['SalesInbox', 'SalesInbox', 'SalesInbox'],
  ['Documents', 'Document', 'Documents'],
  ['Forecasts', 'Forecast', 'Forecasts'],
  ['Social', 'Social', 'Social'],
  ['Projects', 'Project', 'Projects'],
] as const;

/** Modules that the system writes itself. */
export const systemModules: readonly StandardModule[] = [
  ...closedTabs.map(([name, singular, plural]) => ({ name, singular, plural, inner: plural, apiSupported: false as const })),
  {
    name: 'DealHistory',
    singular: 'Stage History',
    plural: 'Stage History',
    sort: 'field_tracker',
    sections: {
      'Stage History': `
        Potential_Name lookup ro "Deal Name" -> Deals
        Stage picklist ro
        Moved_To__s picklist ro
        Stage_Duration_Calendar_Days integer:9 ro
        Amount currency ro
        Probability integer:9 ro
        Expected_Revenue currency ro
        Closing_Date date ro
        Modified_By ownerlookup ro
        Modified_Time datetime ro
        Last_Activity_Time datetime ro`,
    },
  },
  {
    name: 'Visits',
    singular: 'Visit',
    plural: 'Visits',
    sections: {
      'Visit Information': `
        Visited_By lookup ro -> Leads
        Visited_Page text:255 ro
        Visited_Page_URL website ro
        Visited_Time datetime ro
        Time_Spent double ro
        No_of_Pages integer:9 ro
        Referrer website ro
        Search_Engine picklist ro = -None-
        Search_Keyword text:255 ro
        Browser picklist ro = -None-
        Operating_System picklist ro = -None-
        Visit_Source picklist ro = -None-
        Visitor_Type text:255 ro
        IP_Address text:255 ro
        Attended_By text:255 ro
        User_Agent text:255 ro
        Portal_Name text:255 ro
        Revenue currency ro
        Created_By ownerlookup ro
        Modified_By ownerlookup ro
        Created_Time datetime ro
        Modified_Time datetime ro
        Last_Activity_Time datetime ro`,
    },
  },
  {
    name: 'Actions_Performed',
    singular: 'Action Performed',
    plural: 'Actions Performed',
    inner: 'Actions Performed',
    sections: {
      'Action Information': `
        Action_Type text:255 ro
        Actions website ro
        Time_Spent double ro
        Action_Performed_Time datetime ro
        Parent_Id lookup ro -> Visits
        Visited_Page textarea ro`,
    },
  },
];
