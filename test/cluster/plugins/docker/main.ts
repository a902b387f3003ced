import { serve } from '../lib/serve.ts';
import { image } from './image.ts';

serve('docker', process.env.PLUGIN_VERSION ?? '5.2.0', { 'docker:index/image:Image': image });
