import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { offlineWorker } from '../../offline-worker'

// Relative base and hash routing: the server may serve the built files from any prefix.
export default defineConfig({
  base: './',
  plugins: [vue(), offlineWorker({ name: 'field', page: '/modules/visit/VisitField.vue' })],
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2020',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // One chunk per library: pages change often, these do not, and stay in the browser's cache.
        codeSplitting: {
          groups: [
            { name: 'element-plus', test: /node_modules[\\/](element-plus|@element-plus|@floating-ui|dayjs|lodash|async-validator)/ },
            { name: 'vue', test: /node_modules[\\/](vue|@vue|vue-router|pinia|@tanstack)/ },
          ],
        },
      },
    },
  },
})
