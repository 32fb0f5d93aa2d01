import type { StandardModule } from '../standard-module.ts';
import { authorLines, hiddenLines } from '../standard-module.ts';

/** What people do, and what hangs on records. */
export const activityModules: readonly StandardModule[] = [
  {
    name: 'Tasks',
    singular: 'Task',
    plural: 'Tasks',
    sections: {
      'Task Information': `
        Subject text:255 !
        Owner ownerlookup "Task Owner"
        Due_Date date
        Who_Id lookup "Contact Name" -> Contacts
        What_Id multi_module_lookup "Related To"
        Status picklist = Not Started; Deferred; In Progress; Completed; Waiting for input
        Priority picklist = High; Highest; Low; Lowest; Normal
        Send_Notification_Email boolean
        Remind_At ALARM "Reminder"
        Recurring_Activity RRULE "Repeat"
        Closed_Time datetime ro
        ${authorLines}`,
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
  {
    name: 'Events',
    singular: 'Meeting',
    plural: 'Meetings',
    inner: 'Meetings',
    sections: {
      'Meeting Information': `
        Event_Title text:255 ! "Title"
        Venue text:255 "Location"
        All_day boolean
        Start_DateTime datetime ! "From"
        End_DateTime datetime ! "To"
        Owner ownerlookup "Host"
        Participants bigint
        Who_Id lookup "Contact Name" -> Contacts
        What_Id multi_module_lookup "Related To"
        Remind_At multireminder "Reminder"
        Recurring_Activity RRULE "Repeat"
        ${authorLines}`,
      'Description Information': 'Description textarea:32000',
    },
    off: `Check_In_Time datetime ro
      Check_In_By ownerlookup ro
      Check_In_Comment textarea ro
      Check_In_Address textarea ro
      Check_In_Sub_Locality text ro
      Check_In_City text ro
      Check_In_State text ro
      Check_In_Country text ro
      Check_In_Status text ro
      Latitude double ro
      Longitude double ro
      ZIP_Code text ro
      ${hiddenLines}`,
  },
  {
    name: 'Calls',
    singular: 'Call',
    plural: 'Calls',
    sections: {
      'Call Information': `
        Who_Id lookup "Contact Name" -> Contacts
        Subject text:255 !
        Call_Purpose picklist = -None-; Prospecting; Administrative; Negotiation; Demo; Project; Desk
        What_Id multi_module_lookup "Related To"
        Call_Type picklist ! = Outbound; Inbound; Missed
        Call_Start_Time datetime !
        Call_Duration text:20
        Call_Duration_in_seconds integer:9 ro
        Call_Agenda text:255
        Call_Result picklist = -None-; Interested; Not interested; No response/Busy; Requested more info; Requested call back; Invalid number
        Outgoing_Call_Status picklist = -None-; Scheduled; Completed; Overdue; Cancelled
        Reminder picklist = None; 5 minutes before; 10 minutes before; 15 minutes before; 30 minutes before; 1 hour before; 1 day before
        Owner ownerlookup "Call Owner"
        CTI_Entry boolean ro
        Caller_ID text ro
        Dialled_Number text ro
        ${authorLines}`,
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
  {
    name: 'Notes',
    singular: 'Note',
    plural: 'Notes',
    sections: {
      'Note Information': `
        Note_Title text:120
        Note_Content textarea:32000
        Parent_Id multi_module_lookup
        Owner ownerlookup "Note Owner"
        Created_By ownerlookup ro
        Modified_By ownerlookup ro
        Created_Time datetime ro
        Modified_Time datetime ro`,
    },
  },
  {
    name: 'Attachments',
    singular: 'Attachment',
    plural: 'Attachments',
    sections: {
      'Attachment Information': `
        File_Name text:255
        Size text:255 ro
        Parent_Id multi_module_lookup
        Owner ownerlookup "Attachment Owner"
        Created_By ownerlookup ro
        Modified_By ownerlookup ro
        Created_Time datetime ro
        Modified_Time datetime ro`,
    },
  },
  {
    name: 'Campaigns',
    singular: 'Campaign',
    plural: 'Campaigns',
    display: 'Campaign_Name',
    sections: {
      'Campaign Information': `
        Owner ownerlookup "Campaign Owner"
        Type picklist = -None-; Conference; Webinar; Trade Show; Advertisement; Direct mail; Email; Others
        Campaign_Name text:200 !
        Status picklist = -None-; Planning; Active; Inactive; Complete
        Start_Date date
        End_Date date
        Expected_Revenue currency:16
        Budgeted_Cost currency:16
        Actual_Cost currency:16
        Expected_Response bigint:9
        Num_sent bigint:9 "Num sent"
        Parent_Campaign lookup -> Campaigns
        ${authorLines}`,
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
];
