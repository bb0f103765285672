import { ChatLineSquare } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'voice',
  pages: [
    { name: 'voice.figures', path: '/voice-figures', title: menu.title, permission: 'case.read', menu: { group: 'work', order: 73, icon: ChatLineSquare }, component: () => import('./VoiceFigures.vue') },
    { name: 'voice.month', path: '/voice-figures/month', title: menu.month, permission: 'case.read', parent: 'voice.figures', component: () => import('./VoiceMonth.vue') },
  ],
})
