import { Opportunity } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'suggestion',
  pages: [{ name: 'suggestion.desk', path: '/suggestions', title: menu.title, permission: 'case.read', menu: { group: 'work', order: 16, icon: Opportunity }, component: () => import('./SuggestionDesk.vue') }],
})
