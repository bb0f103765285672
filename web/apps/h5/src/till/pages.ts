/** The pages of a till in one piece: once it is open, each of them is there, also when the network goes. */
export { default as TillComplaints } from './TillComplaints.vue'
export { default as TillHome } from './TillHome.vue'
export { default as TillProposal } from './TillProposal.vue'
export { default as TillProposals } from './TillProposals.vue'
export { default as TillStatement } from './TillStatement.vue'
export { default as TillStatements } from './TillStatements.vue'
export { default as TillTabs } from './TillTabs.vue'
export { default as TillToday } from './TillToday.vue'
